// Global names of the page: those of scripts that are no modules (Flet's client, the code reader), and those of some browsers only.

interface Flet {
  pyodide: boolean;
  multiView: boolean;
  noCdn: boolean;
  webRenderer: string;
  routeUrlStrategy: string;
  entrypointBaseUrl: string;
  assetBase: string;
  canvasKitBaseUrl: string;
  fontFallbackBaseUrl: string;
  canvasKitForceCpuOnly?: boolean;
  flutterAppLoaded: Promise<void>;
  flutterAppResolve: () => void;
}

/** What watch.js offers to the scripts after it. */
interface StartWatch {
  /** Show what stands in the way: `old`, `outside`, `blocked`, `network` or `trouble`. */
  show(kind: string): void;
  /** The scripts could be read, and run. */
  begun(): void;
  /** The start failed for good. */
  failed(error: unknown): void;
  /** In a window of another app that cannot keep the app: show the way out. Gives whether it is one. */
  leadOut(): boolean;
}

declare var startWatch: StartWatch;
declare var flet: Flet;
declare var jsConnect: (app: unknown, args: unknown, onMessage: (data: Uint8Array<ArrayBuffer>) => void) => Promise<void>;
declare var jsSend: (app: unknown, data: Uint8Array<ArrayBuffer>) => Promise<void>;
declare var jsDisconnect: () => Promise<void>;
declare var RiveNative: () => Promise<never>;

declare var ZXingWASM: {
  prepareZXingModule(options: { overrides: { locateFile: (name: string) => string }; fireImmediately: boolean }): Promise<unknown>;
  readBarcodes(image: ImageData, options: object): Promise<{ text: string }[]>;
};

declare class BarcodeDetector {
  static getSupportedFormats(): Promise<string[]>;
  constructor(options: { formats: string[] });
  detect(source: HTMLVideoElement | ImageBitmap): Promise<{ rawValue: string }[]>;
}

/** Chromium's question whether to put the app on the home screen; it appears when we call prompt(). */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
  userChoice: Promise<{ outcome: string }>;
}

interface WindowEventMap {
  beforeinstallprompt: BeforeInstallPromptEvent;
}

interface Navigator {
  /** Safari only: whether the app was opened from the home screen. */
  standalone?: boolean;
}

interface ScreenOrientation {
  lock?(orientation: "portrait"): Promise<void>;
}

interface MediaTrackCapabilities {
  torch?: boolean;
}

interface MediaTrackConstraintSet {
  torch?: boolean;
}
