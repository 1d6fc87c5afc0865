import type { Client as C } from '@example/sdk';
/**
 * Docs {@link Foo} for `x`.
 * @template T
 * @param {number=} [limit=10] - the limit
 * @example <caption>Use</caption> foo(1)
 * @returns {Promise<T>}
 */
export interface Options<T extends object = {}> extends Base, Other<T> {
  readonly apiKey?: string; [key: string]: T[keyof T] | undefined;
  method<U>(this: Window, x: U, ...rest: any[]): asserts x is NonNullable<U>;
  new (x: number): Options<T>;
}
export type Id = `inv_${string}` | 'a' | 42 | null; type Fn = (a: number, b?: string) => void;
type Mapped = { readonly [K in keyof T as `get${Capitalize<K>}`]-?: () => T[K] extends infer R ? R : never };
enum Color { Red = 'red', Green = 1 << 2 }
declare module 'x' { export const y: unique symbol; }
namespace A.B { export abstract class D<T> {} }
@Injectable({ providedIn: 'root' })
export abstract class Service<T> implements OnInit {
  private static readonly x: number = 1_000; protected abstract y: string; declare z: boolean;
  constructor(private readonly http: HttpClient, public a = 1) { super(); }
  @Input() set value(v: string) { this._v = v!; }
  async get<T>(id: string, opts: Partial<Options<T>> = {}): Promise<T[]> {
    const res = (await this.http.get<T>(`/v1/${id}?x=${opts.limit ?? 10}`)) as unknown as T;
    const el = <HTMLElement>document.body; const s = obj satisfies Foo;
    if (res && 'id' in res) { return [res]; } // comment
    let [a, b]: [number, string] = [1, "x"], { c, d: e = 2 } = foo, re = /x[y]+\/(?<n>z)\k<n>/u;
    for (const k in obj) if (a < b && c > d) continue;
    return items.map((x: any): x is Foo => x?.y!.z).filter(Boolean);
  }
}
export function over(a: string): string; export function over(a: any) { return a; }
abstract class X { abstract foo(): void } let v = a as const; let g = f<string>(x); let u: typeof import('./a');
