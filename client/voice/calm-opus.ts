/**
 * How we ask to be spoken to, as written into the description that our browser is given: a voice in
 * 24 kbit/s, repaired from its neighbours when a packet is lost, next to nothing while silent, 25 packets a
 * second. That is 35 kbit/s on the line for each pair (RFC 7587 section 6.1).
 */
export function withCalmOpus(sdp: string): string {
  const opus = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (!opus) return sdp;
  const calm = `a=fmtp:${opus} minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate=24000\r\na=ptime:40`;
  const rows = sdp.split(/\r?\n/).filter((row) => !row.startsWith('a=ptime:'));
  const at = rows.findIndex((row) => row.startsWith(`a=fmtp:${opus} `));
  if (at >= 0) rows[at] = calm;
  else rows.splice(rows.findIndex((row) => row.startsWith(`a=rtpmap:${opus} `)) + 1, 0, calm);
  return rows.join('\r\n');
}
