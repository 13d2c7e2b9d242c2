import type { Random } from '../../faults/random';

/** JSON that is hard to take: deep, with keys that mean something to JavaScript, halves of characters. */
export function nastyJson(random: Random): string {
  return random.oneOf<() => string>([
    () => '['.repeat(random.oneOf([10, 1_000, 30_000])),
    () => deep('[', ']', random.oneOf([10, 1_000, 30_000])),
    () => deep('{"a":', '}', random.oneOf([10, 1_000, 9_000])),
    () => '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"polluted":1}}}',
    () => '{"toString":1,"valueOf":null,"toJSON":"x","then":1,"length":-1}',
    () => `{"roomId":"\\ud800","body":"\\udfff\\u0000","id":"${'x'.repeat(random.between(0, 100))}"}`,
    () => `{"roomId":{"$ne":null},"id":{"$gt":""},"body":["$where"]}`,
    () => `{"n":${random.oneOf(['1e999', '-0', '1e-400', '9'.repeat(400), 'NaN', '0x1'])}}`,
    () => `"${'\\u202e'.repeat(random.between(1, 500))}"`,
    () => '{"_placeholder":true,"num":0}',
    () => random.oneOf(['null', '1', '""', '[]', '{}', 'true', '', '"', '{', 'undefined']),
  ])();
}

/** A million deep does not fit into a frame: such a one is only ever cut off. */
export const deep = (open: string, close: string, levels: number) =>
  `${open.repeat(levels)}${open === '[' ? '' : '1'}${close.repeat(levels)}`;
