// The op "scan": the camera over the app, until a code is read or the person closes it. Pictures never leave the page; only
// the text goes to Python.
//
//   args     {labels: {title, close, photo, torch, photo_none, camera_none}, rtl, seconds}
//   answer   {texts: [...]} or {code: cancel | timeout | denied | no-camera | busy | insecure | camera}

import { choose, frameReader, prepare, readPhoto } from "./decode.js";

const FOREIGN_MS = 800; // a code that is not ours waits this long for one that is
const REST_MS = 40;
const BYE_MS = 250; // the frame turns green before the camera goes away
const CAMERA = { audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } } };
const CAMERA_CODES = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "no-camera",
  OverconstrainedError: "no-camera",
  NotReadableError: "busy",
  AbortError: "busy",
};
const PICTURES = {
  code: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM7 7v.1M17 7v.1M7 17v.1M14 14h2v2M19 14.500v2M14.500 19.500h2M19.500 19.500v.1",
  close: "M6 6l12 12M18 6L6 18",
  photo: "M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM3 16l5-5 5 5 3-3 5 5M16 8.5v.1",
  torch: "M7 2h10v4l-3 4v11a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V10L7 6zM7 6h10M12 12v3",
  camera_none: "M4 4l16 16M9 5h6l2 3h2a2 2 0 0 1 2 2v7M17 19H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2h1M9.5 11a4 4 0 0 0 5.5 5.5",
  photo_none: "M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM9 9v.1M15 9v.1M8 16c2.5-2.5 5.500-2.500 8 0",
};

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

function drawing(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PICTURES[name]);
  svg.append(path);
  return svg;
}

/** A round button with its word beneath. */
function roundButton(tag, name, words) {
  const button = make(tag, name, make("span", "round", drawing(name)), make("span", "word", words));
  if (tag === "button") button.type = "button";
  return button;
}

/** One opened scanner: the dialog, the camera, and the promise of an answer. */
class Scan {
  #labels;
  #stream = null;
  #cameraCode = "";
  #foreignSince = 0;
  #answer;
  answered = new Promise((resolve) => (this.#answer = resolve));

  constructor({ labels = {}, rtl = false, seconds = 0 }) {
    this.#labels = labels;
    this.#build(rtl);
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    document.addEventListener("visibilitychange", () => this.#followVisibility(), { signal });
    addEventListener("veertig-stop", () => this.finish({ code: "cancel" }), { signal });
    this.timer = seconds ? setTimeout(() => this.finish({ code: "timeout" }), seconds * 1000) : 0;
    this.dialog.showModal();
    this.openCamera();
  }

  #build(rtl) {
    const word = (name) => this.#labels[name] || "";
    this.video = make("video", "view");
    this.video.muted = true;
    this.video.playsInline = true;
    this.frame = make("div", "frame", drawing("code")); // what to look for
    this.note = make("div", "note");
    this.note.setAttribute("role", "status");
    this.note.hidden = true;
    const close = roundButton("button", "close", word("close"));
    close.onclick = () => this.#close();
    const photo = roundButton("label", "photo", word("photo"));
    const file = make("input", "");
    file.type = "file";
    file.accept = "image/*";
    file.setAttribute("aria-label", word("photo"));
    file.onchange = () => this.#readPhoto(file);
    photo.append(file);
    this.torch = roundButton("button", "torch", word("torch"));
    this.torch.hidden = true;
    this.dialog = make("dialog", "scanner", this.video, this.frame, make("p", "title", word("title")), this.note);
    this.dialog.append(make("div", "bar", close, photo, this.torch));
    this.dialog.dir = rtl ? "rtl" : "ltr";
    this.dialog.setAttribute("aria-label", word("title"));
    // Escape and Android's back gesture. A dismissed file chooser sends a bubbling "cancel" too.
    this.dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.dialog) return;
      event.preventDefault();
      this.#close();
    });
    for (const kind of ["keydown", "keyup"]) {
      this.dialog.addEventListener(kind, (event) => event.key === "Escape" || event.stopPropagation()); // Flutter listens too
    }
    document.body.append(this.dialog);
  }

  /** Answer once, then put everything away. Python hears it first, the picture goes after it. */
  finish(answer) {
    this.#answer(answer);
    clearTimeout(this.timer);
    this.listeners.abort();
    this.closed = true;
    this.#stopCamera();
    if (answer.texts) {
      this.frame.dataset.state = "read";
      navigator.vibrate?.(80);
    }
    setTimeout(() => this.dialog.remove(), answer.texts ? BYE_MS : 0);
  }

  #close() {
    this.finish({ code: this.#cameraCode || "cancel" });
  }

  async openCamera() {
    let stream;
    try {
      if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("", "insecure");
      stream = await navigator.mediaDevices.getUserMedia(CAMERA);
    } catch (error) {
      this.#noCamera(error.name === "insecure" ? "insecure" : CAMERA_CODES[error.name] || "camera");
      return;
    }
    if (this.closed || document.hidden || this.#stream) {
      stream.getTracks().forEach((track) => track.stop());
      return;
    }
    this.#stream = stream;
    const [track] = stream.getVideoTracks();
    track.onended = () => this.#stream === stream && this.#noCamera("busy");
    this.video.srcObject = stream;
    await this.video.play().catch(() => {}); // a paused video is tried again by its frames
    this.#offerTorch(track);
    try {
      await this.#look(stream, await frameReader());
    } catch (error) {
      console.error(error);
      this.#noCamera("camera");
    }
  }

  /** Read frame after frame; rest as long as a frame took, so that one core stays free for half of the time. */
  async #look(stream, readFrame) {
    while (this.#stream === stream) {
      const began = performance.now();
      const texts = this.video.readyState < 2 ? [] : await readFrame(this.video);
      if (this.#stream !== stream) return;
      const { ours, foreign } = choose(texts);
      if (ours.length) {
        this.finish({ texts: ours });
      } else if (foreign) {
        this.#foreignSince ||= began;
        if (began - this.#foreignSince >= FOREIGN_MS) this.finish({ texts: [foreign] });
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(REST_MS, performance.now() - began)));
    }
  }

  async #readPhoto(input) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    this.note.hidden = true;
    const { ours, foreign } = choose(await readPhoto(file).catch(() => []));
    if (this.closed) return;
    if (ours.length) this.finish({ texts: ours });
    else if (foreign) this.finish({ texts: [foreign] });
    else this.#say("photo_none");
  }

  /** Without a camera the photo button remains, large. */
  #noCamera(code) {
    if (this.closed) return;
    this.#stopCamera();
    this.#cameraCode = code;
    this.dialog.dataset.camera = "none";
    this.#say("camera_none");
    prepare();
  }

  #say(name) {
    this.note.replaceChildren(drawing(name), make("p", "", this.#labels[name] || ""));
    this.note.hidden = false;
  }

  #offerTorch(track) {
    if (!track.getCapabilities?.().torch) return;
    this.torch.hidden = false;
    let on = false;
    this.torch.onclick = async () => {
      on = !on;
      await track.applyConstraints({ advanced: [{ torch: on }] }).catch(() => (this.torch.hidden = true));
      this.torch.setAttribute("aria-pressed", on);
    };
  }

  #stopCamera() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
  }

  /** Nobody looks: no camera. */
  #followVisibility() {
    if (document.hidden) this.#stopCamera();
    else if (!this.#stream && !this.#cameraCode) this.openCamera();
  }
}

/** Adds the op; returns what opens the camera before the app runs: the app is told, and gets the answer when it asks. */
export function addScanner(bridge) {
  let open = null;
  let early = null;
  async function look(args) {
    open = new Scan(args);
    const answer = await open.answered;
    open = null;
    return answer;
  }
  bridge.on("scan", async (args) => {
    const before = early;
    early = null;
    return before ?? (open ? { code: "busy" } : look(args));
  });
  return (args) => {
    if (open) return;
    early = look(args);
    bridge.event("scan");
  };
}
