/**
 * Addresses that a relay must refuse to reach: one or more of every special-purpose block (IANA's registries,
 * RFC 6890), where clouds keep their keys, and the same in the spellings that hold an address of IPv4 inside
 * one of IPv6. The last are anybody: Porchlight's relay reaches nobody but itself.
 */
export function forbiddenAddresses(): string[] {
  return [...special4, ...special6, ...targets.flatMap(spellings), ...anybody];
}

const special4 = [
  ...['0.0.0.0', '0.0.0.1', '10.0.0.1', '10.255.255.254', '100.64.0.1', '100.100.100.200'],
  ...['127.0.0.1', '127.0.0.53', '127.255.255.254', '168.63.129.16', '169.254.0.1', '169.254.169.254'],
  ...['169.254.170.2', '172.16.0.1', '172.17.0.1', '172.31.255.254', '192.0.0.1', '192.0.0.192'],
  ...['192.0.2.1', '192.31.196.1', '192.52.193.1', '192.88.99.1', '192.168.0.1', '192.168.255.254'],
  ...['192.175.48.1', '198.18.0.1', '198.19.255.254', '198.51.100.1', '203.0.113.1', '224.0.0.1'],
  ...['239.255.255.250', '240.0.0.1', '255.255.255.255'],
];

const special6 = [
  ...['::', '::1', '100::1', '2001::1', '2001:2::1', '2001:10::1', '2001:20::1', '2001:db8::1'],
  ...['2620:4f:8000::1', '3fff::1', '5f00::1', 'fc00::1', 'fd00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1'],
  ...['ff02::1', 'ff05::2'],
];

const targets = ['127.0.0.1', '169.254.169.254', '10.0.0.1', '192.168.0.1', '0.0.0.0'];

/** IPv4-mapped, IPv4-compatible, NAT64 (well-known and local), and 6to4. */
function spellings(address: string): string[] {
  const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number];
  const [high, low] = [((a << 8) | b).toString(16), ((c << 8) | d).toString(16)];
  return [
    `::ffff:${high}:${low}`,
    ...(address === '0.0.0.0' || address === '0.0.0.1' ? [] : [`::${high}:${low}`]),
    `64:ff9b::${high}:${low}`,
    `64:ff9b:1::${high}:${low}`,
    `2002:${high}:${low}::1`,
  ];
}

const anybody = ['1.1.1.1', '93.184.215.14', '2606:4700:4700::1111'];
