// The types of modules that the build writes or copies from others; the source imports them by these names.

declare module "*/parts.js" {
  /** One hash over all that the Python of every role is made of. */
  export const version: string;
  /** The paths of the archives that every role needs, from the page's root. */
  export const archives: string[];
  /** role, without a display's number -> the path of the archive that only this role needs */
  export const own: Record<string, string | undefined>;
}

declare module "*/texts.js" {
  /** language -> key -> text */
  const texts: { nl: Record<string, string>; [language: string]: Record<string, string> };
  export default texts;
}

declare module "*/watch_words.js" {
  /** language -> key -> text */
  export const WORDS: { nl: Record<string, string>; [language: string]: Record<string, string> };
}

declare module "*/tables.js" {
  /** activity -> [picture, msgid] */
  export const ACTIVITIES: Record<number, [string, string] | undefined>;
  export const OTHER: number;
  /** code -> [picture, msgid]; "" is for every other code */
  export const REFUSALS: { "": [string, string]; [code: string]: [string, string] | undefined };
  export const SCAN_REFUSALS: typeof REFUSALS;
  /** code -> [name, tag] */
  export const LANGUAGES: Record<string, [string, string]>;
}

declare module "*/lean_qr.js" {
  export interface Code {
    /** modules along one side */
    size: number;
    /** whether the module is dark; false outside */
    get(x: number, y: number): boolean;
  }
  export const correction: { M: number };
  export const mode: {
    ascii(text: string): object;
    numeric(digits: string): object;
    multi(...parts: object[]): object;
  };
  export function generate(data: object, options: { minCorrectionLevel: number; maxCorrectionLevel: number; mask: number }): Code;
}

declare module "*/noble_ed25519.js" {
  export class Point {
    static BASE: Point;
    static CURVE(): { n: bigint };
    /** Throws for bytes that are no point; with `lenient` y may be above the field's prime. */
    static fromBytes(bytes: Uint8Array, lenient: boolean): Point;
    /** Throws unless 0 <= scalar < the order. */
    multiply(scalar: bigint, isSecret: boolean): Point;
    subtract(other: Point): Point;
    toBytes(): Uint8Array;
  }
  export function getPublicKeyAsync(seed: Uint8Array): Promise<Uint8Array>;
  export function signAsync(message: Uint8Array, seed: Uint8Array): Promise<Uint8Array>;
}

declare module "*/made.js" {
  export const VERSION: string;
  /** path -> [first half of the SHA-256 in hex, bytes] */
  export const FILES: Record<string, [hash: string, size: number]>;
  /** patterns of the paths of files that are kept only after their first use */
  export const LAZY: string[];
  /** the paths of the files of the light page */
  export const LIGHT: string[];
  /** the size in bytes of all files that the first screen needs */
  export const FIRST_BYTES: number;
}

declare module "*/pyodide.mjs" {
  export interface Python {
    FS: { writeFile(path: string, data: Uint8Array): void };
    runPython(code: string): unknown;
    runPythonAsync(code: string): Promise<unknown>;
    registerJsModule(name: string, module: object): void;
    makeMemorySnapshot(options: { serializer: (object: unknown) => string }): Uint8Array<ArrayBuffer>;
  }
  export interface PythonOptions {
    stdout?: (line: string) => void;
    stderr?: (line: string) => void;
    _makeSnapshot?: boolean;
    _loadSnapshot?: Uint8Array;
    _snapshotDeserializer?: (name: string) => object;
  }
  export function loadPyodide(options: PythonOptions): Promise<Python>;
}
