"""The wires between the hosts of network.ts: each host has a TUN device, and every packet goes through here.

It goes up its sender's line and down its receiver's; each way of each line may lose, delay or throttle it.
The kernel's own netem is missing on many machines, so this needs nothing but /dev/net/tun.

Orders come on stdin, one JSON list a line, and each is answered by one JSON line:
  ["open", DEVICE]              -> the number of its line
  ["at", [ADDRESS...], LINE]    from now on exactly these addresses are there
  ["way", LINE, "up" | "down", {"lossPercent", "delayMs", "jitterMs", "rateKbit", "cut"}]
  ["carried", LINE]             -> {"up": BYTES, "down": BYTES} that got through
It ends when stdin does.
"""
import fcntl, heapq, json, os, random, selectors, socket, struct, sys, time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 1, 0x1000
# What a cheap router holds back when more comes than its line carries.
QUEUE_BYTES = 16_000


class Way:
    def __init__(self):
        self.carried = 0
        self.busy_until = 0.0
        self.set({})

    def set(self, how):
        self.loss = how.get("lossPercent", 0) / 100
        self.delay = how.get("delayMs", 0) / 1000
        self.jitter = how.get("jitterMs", 0) / 1000
        self.bytes_a_second = how.get("rateKbit", 0) * 125
        self.cut = how.get("cut", False)

    def arrival(self, sent, size):
        """When a packet that is sent then comes out at the other end; None when it never does."""
        if self.cut or random.random() < self.loss:
            return None
        if self.bytes_a_second:
            begins = max(self.busy_until, sent)
            if (begins - sent) * self.bytes_a_second > QUEUE_BYTES:
                return None
            self.busy_until = sent = begins + size / self.bytes_a_second
        self.carried += size
        return sent + self.delay + random.random() * self.jitter


class Line:
    def __init__(self, device):
        self.tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self.tun, TUNSETIFF, struct.pack("16sH22x", device.encode(), IFF_TUN | IFF_NO_PI))
        self.ways = {"up": Way(), "down": Way()}


lines, places, under_way, waiting = [], {}, [], selectors.DefaultSelector()


def obey(order, *given):
    if order == "open":
        lines.append(Line(*given))
        waiting.register(lines[-1].tun, selectors.EVENT_READ, lines[-1])
        return len(lines) - 1
    if order == "at":
        addresses, number = given
        for packed in [packed for packed, line in places.items() if line is lines[number]]:
            del places[packed]
        for address in addresses:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            places[socket.inet_pton(family, address)] = lines[number]
    if order == "way":
        number, way, how = given
        lines[number].ways[way].set(how)
    if order == "carried":
        return {name: way.carried for name, way in lines[given[0]].ways.items()}
    return None


def take(line):
    for _ in range(64):
        try:
            packet = os.read(line.tun, 65_536)
        except BlockingIOError:
            return
        except OSError:  # its namespace is gone
            return waiting.unregister(line.tun)
        receiver = places.get(packet[24:40] if packet[0] >> 4 == 6 else packet[16:20])
        arrival = receiver and line.ways["up"].arrival(time.monotonic(), len(packet))
        arrival = arrival and receiver.ways["down"].arrival(arrival, len(packet))
        if arrival:
            take.count += 1
            heapq.heappush(under_way, (arrival, take.count, receiver.tun, packet))


take.count = 0


def deliver():
    while under_way and under_way[0][0] <= time.monotonic():
        _, _, tun, packet = heapq.heappop(under_way)
        try:
            os.write(tun, packet)
        except OSError:
            pass


waiting.register(0, selectors.EVENT_READ, None)
orders = b""
while True:
    patience = max(0, under_way[0][0] - time.monotonic()) if under_way else None
    for ready, _ in waiting.select(patience):
        if ready.data:
            take(ready.data)
            continue
        said = os.read(0, 65_536)
        if not said:
            sys.exit()
        *whole, orders = (orders + said).split(b"\n")
        for order in whole:
            print(json.dumps(obey(*json.loads(order))), flush=True)
    deliver()
