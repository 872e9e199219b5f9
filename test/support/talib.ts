/**
 * TA-Lib itself, called in its own module: arrays in, arrays out, and where they begin.
 * The package's own wrapper is passed over: it reads one element too many, gives two outputs one address, and copies
 * results out of memory that it has freed.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { init } from 'talib-web';
import { vi } from 'vitest';

type Module = {
  readonly HEAPF64: Float64Array;
  readonly HEAP32: Int32Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  ccall(name: string, returns: 'number', types: readonly 'number'[], values: readonly number[]): number;
};

/** `options` in the order of TA-Lib's C function. */
export type TaCall = {
  readonly name: string;
  readonly inputs: readonly (readonly number[])[];
  readonly options: readonly number[];
  readonly outputs: number;
};

/** @returns of each output the value at every input, NaN during the lookback. */
export type TaLib = (call: TaCall) => number[][];

export async function openTaLib(): Promise<TaLib> {
  const file = join(dirname(createRequire(import.meta.url).resolve('talib-web')), 'talib.wasm');
  // Where there is a fetch the package takes a path for an address of the web; without one it reads the file.
  vi.stubGlobal('fetch', undefined);
  const module = (await init(file).finally(() => vi.unstubAllGlobals())) as Module;
  return (call) => run(module, call);
}

function run(module: Module, { name, inputs, options, outputs }: TaCall): number[][] {
  const length = inputs[0]?.length ?? 0;
  const addresses = [...inputs, ...Array(outputs)].map(() => module._malloc(8 * length));
  const [begin, count] = [module._malloc(4), module._malloc(4)] as [number, number];
  for (const [i, input] of inputs.entries()) module.HEAPF64.set(input, (addresses[i] as number) / 8);
  const [into, out] = [addresses.slice(0, inputs.length), addresses.slice(inputs.length)];
  const values = [0, length - 1, ...into, ...options, begin, count, ...out];
  const code = module.ccall(
    `TA_${name}`,
    'number',
    values.map(() => 'number' as const),
    values,
  );
  if (code !== 0) throw new RangeError(`TA_${name} answers ${code}`);
  const [first, size] = [module.HEAP32[begin / 4] as number, module.HEAP32[count / 4] as number];
  const lists = out.map((address) => [
    ...Array<number>(first).fill(Number.NaN),
    ...module.HEAPF64.slice(address / 8, address / 8 + size),
  ]);
  for (const address of [...addresses, begin, count]) module._free(address);
  return lists;
}
