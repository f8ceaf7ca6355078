// The camera over the app, until a code is read or the person closes it. Pictures never leave the page; only the text goes to
// Python (scan_op.js). sighting.js decides which text ends the search.

import { hold } from "./back.js";
import { CameraWatch } from "./camera_watch.js";
import { frameReader, prepare, readPhoto } from "./decode.js";
import { within } from "./limit.js";
import { codeIn, PhoneCodes } from "./phone_codes.js";
import { addScanOp } from "./scan_op.js";
import { drawing, make, round, roundButton } from "./scanner_pieces.js";
import { cameraCode, inPhoto, restAfter, Sighting } from "./sighting.js";
import { buzz, offerTorch } from "./torch.js";

/** @import { Bridge } from "./bridge.js" */
/** @import { Permission } from "./camera_watch.js" */
/** @import { FrameReader } from "./decode.js" */
/** @import { Asked } from "./scan_op.js" */
/** @import { Answer } from "./sighting.js" */

const BYE_MS = 250; // how long the green frame shows before the camera closes
const WATCH_MS = 1000; // between two looks at how the camera does
const SAYS_MS = 500; // for the browser to say whether the camera may be used
const CAMERA = { audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } } };

/** One opened scanner: the dialog, the camera, and the promise of an answer. */
class Scan {
  #labels;
  /** @type {MediaStream | null} */
  #stream = null;
  #isAsking = false; // for the camera
  #cameraCode = ""; // why it is closed for good
  #trouble = ""; // what is said about it just now: a code, or "ask"
  #watch = new CameraWatch(performance.now());
  #pictures = { count: 0, seen: 0, time: 0 }; // frames that the browser told of; how many of them, and which time, the watch saw
  #sighting;
  #isClosed = false;
  #listeners = new AbortController();
  #timer;
  #watching;
  /** @type {(answer: Answer) => void} */
  #answer = () => {};
  /** The answer, when the scanner closes. Never rejects. */
  answered = /** @type {Promise<Answer>} */ (
    new Promise((resolve) => {
      this.#answer = resolve;
    })
  );
  #video = make("video", "view");
  #frame = make("div", "frame", drawing("code")); // shows what to look for
  #note = make("div", "note");
  #tiles = make("div", "tiles"); // the codes of an old phone, each filled when it was read
  #torch;
  #dialog = make("dialog", "scanner");

  /** @param {Asked} asked */
  constructor({ labels = {}, rtl = false, seconds = 0, collect = false }) {
    this.#labels = labels;
    this.#sighting = collect ? new PhoneCodes() : new Sighting();
    this.#torch = roundButton("torch", this.#word("torch"));
    this.#build(rtl);
    const { signal } = this.#listeners;
    document.addEventListener("visibilitychange", () => this.#followVisibility(), { signal });
    addEventListener("veertig-stop", () => this.#finish({ code: "cancel" }), { signal });
    this.#timer = seconds ? setTimeout(() => this.#finish({ code: "timeout" }), seconds * 1000) : 0;
    this.#watching = setInterval(() => this.#lookAfter(), WATCH_MS);
    this.#dialog.showModal();
    this.#openCamera();
  }

  /** @param {string} name */
  #word(name) {
    return this.#labels[name] || "";
  }

  /** @param {boolean} rtl */
  #build(rtl) {
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#note.setAttribute("role", "status");
    this.#note.hidden = true;
    const close = roundButton("close", this.#word("close"));
    close.onclick = () => this.close();
    const photo = make("label", "photo", ...round("photo", this.#word("photo")));
    const file = make("input", "");
    file.type = "file";
    file.accept = "image/*";
    file.setAttribute("aria-label", this.#word("photo"));
    file.onchange = () => this.#readPhoto(file);
    photo.append(file);
    this.#torch.hidden = true;
    this.#tiles.setAttribute("role", "progressbar");
    this.#tiles.setAttribute("aria-label", this.#word("title"));
    this.#tiles.hidden = true;
    this.#dialog.append(this.#video, this.#frame, this.#tiles, make("p", "title", this.#word("title")), this.#note);
    this.#dialog.append(make("div", "bar", close, photo, this.#torch));
    this.#dialog.dir = rtl ? "rtl" : "ltr";
    this.#dialog.setAttribute("aria-label", this.#word("title"));
    // "cancel" comes from Escape and Android's back gesture, and also bubbles up from a dismissed file chooser.
    this.#dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.#dialog) return;
      event.preventDefault();
      this.close();
    });
    for (const kind of /** @type {const} */ (["keydown", "keyup"])) {
      this.#dialog.addEventListener(kind, (event) => event.key === "Escape" || event.stopPropagation()); // Flutter listens, too
    }
    this.#dialog.addEventListener("click", () => this.#stream && this.#video.paused && this.#play()); // some play only after a tap
    document.body.append(this.#dialog);
  }

  /**
   * Answer once, then close everything. Python gets the answer before the picture goes.
   * @param {Answer} answer
   */
  #finish(answer) {
    this.#answer(answer);
    clearTimeout(this.#timer);
    clearInterval(this.#watching);
    this.#listeners.abort();
    this.#isClosed = true;
    this.#stopCamera();
    const isRead = "texts" in answer;
    if (isRead) {
      this.#frame.dataset.state = "read";
      buzz();
    }
    setTimeout(() => this.#dialog.remove(), isRead ? BYE_MS : 0);
  }

  /** The person closes the camera. */
  close() {
    const code = this.#cameraCode || this.#trouble;
    this.#finish({ code: code && code !== "ask" ? code : "cancel" });
  }

  async #openCamera() {
    if (this.#isAsking) return;
    let stream;
    this.#isAsking = true;
    this.#watch = new CameraWatch(performance.now());
    try {
      if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("", "InsecureError");
      stream = await navigator.mediaDevices.getUserMedia(CAMERA);
    } catch (error) {
      this.#noCamera(cameraCode(error));
      return;
    } finally {
      this.#isAsking = false;
    }
    if (this.#isClosed || document.hidden || this.#stream) {
      stopTracks(stream);
      return;
    }
    this.#stream = stream;
    const [track] = stream.getVideoTracks();
    track?.addEventListener("ended", () => this.#stream === stream && this.#noCamera("busy"));
    this.#pictures = { count: 0, seen: 0, time: 0 };
    this.#video.srcObject = stream;
    this.#play();
    this.#countPictures(stream);
    this.#tell(""); // the person allowed it, or it was late
    if (track) offerTorch(track, this.#torch);
    try {
      await this.#look(stream, await frameReader());
    } catch (error) {
      console.error(error);
      this.#noCamera("camera");
    }
  }

  /** Show the camera's picture. A browser may refuse this, or never answer: the watch sees whether a picture comes. */
  async #play() {
    try {
      await this.#video.play();
    } catch (error) {
      console.warn(error);
    }
  }

  /**
   * Count the pictures of this camera, where the browser tells of each.
   * @param {MediaStream} stream
   */
  #countPictures(stream) {
    this.#video.requestVideoFrameCallback?.(() => {
      if (this.#stream !== stream) return;
      this.#pictures.count += 1;
      this.#countPictures(stream);
    });
  }

  /** Whether a picture came since the last call. */
  #hasNewPicture() {
    const { paused, readyState, videoWidth, currentTime } = this.#video;
    const { count, seen, time } = this.#pictures;
    this.#pictures = { count, seen: count, time: currentTime };
    if (paused || readyState < 2 || !videoWidth) return false;
    return count ? count > seen : currentTime !== time; // the clock of a video may go on without pictures
  }

  /** Say something about a camera that does not answer or shows nothing, and go on: it may only be late. */
  async #lookAfter() {
    if (this.#cameraCode || document.hidden) return;
    const stream = this.#stream;
    const permission = stream ? "" : await cameraPermission();
    if (this.#isClosed || this.#cameraCode || stream !== this.#stream) return;
    const now = performance.now();
    const trouble = stream ? this.#watch.showing(this.#hasNewPicture(), now) : this.#watch.waiting(permission, now);
    this.#tell(trouble);
  }

  /**
   * Read frame after frame, with rests between them.
   * @param {MediaStream} stream
   * @param {FrameReader} readFrame
   */
  async #look(stream, readFrame) {
    while (this.#stream === stream) {
      const began = performance.now();
      const texts = this.#video.readyState < 2 ? [] : await readFrame(this.#video);
      if (this.#stream !== stream) return;
      const answer = this.#sighting.see(texts, began);
      this.#showTiles();
      if (answer) this.#finish(answer);
      await new Promise((resolve) => setTimeout(resolve, restAfter(performance.now() - began)));
    }
  }

  /** @param {HTMLInputElement} input */
  async #readPhoto(input) {
    const [file] = input.files ?? [];
    input.value = "";
    if (!file) return;
    this.#note.hidden = true;
    const texts = await readPhoto(file).catch(() => []); // a file that this browser cannot read counts as a photo without a code
    if (this.#isClosed) return;
    const codes = this.#sighting instanceof PhoneCodes ? this.#sighting : null;
    const answer = codes?.inPhoto(texts) ?? inPhoto(texts.filter((text) => !codes || !codeIn(text)));
    this.#showTiles();
    if (answer) this.#finish(answer);
    else if (!texts.length) this.#say("photo_none");
  }

  /** Show which codes of an old phone are there. */
  #showTiles() {
    if (!(this.#sighting instanceof PhoneCodes)) return;
    const { there } = this.#sighting;
    this.#tiles.hidden = there.length < 2;
    this.#tiles.dataset.many = String(there.length > 40);
    if (this.#tiles.children.length !== there.length) this.#tiles.replaceChildren(...there.map(() => make("span", "")));
    for (const [index, tile] of [...this.#tiles.children].entries()) tile.className = there[index] ? "there" : "";
    this.#tiles.setAttribute("aria-valuemax", String(there.length));
    this.#tiles.setAttribute("aria-valuenow", String(there.filter(Boolean).length));
  }

  /**
   * There is no camera, for good: the photo button remains, large.
   * @param {string} code why
   */
  #noCamera(code) {
    if (this.#isClosed) return;
    this.#stopCamera();
    this.#cameraCode = code;
    this.#tell(code);
  }

  /**
   * Say how the camera does: the person is to allow it, or there is none, and the photo button is large.
   * @param {string} trouble a camera code, "ask", or "" when it works
   */
  #tell(trouble) {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    const isMissing = trouble !== "" && trouble !== "ask";
    this.#dialog.dataset.camera = isMissing ? "none" : "";
    if (trouble) this.#say(isMissing ? "camera_none" : "camera_ask");
    else this.#note.hidden = true;
    if (isMissing) prepare();
  }

  /** @param {"photo_none" | "camera_none" | "camera_ask"} name */
  #say(name) {
    this.#note.replaceChildren(drawing(name), make("p", "", this.#word(name)));
    this.#note.hidden = false;
  }

  #stopCamera() {
    if (this.#stream) stopTracks(this.#stream);
    this.#stream = null;
  }

  /** Close the camera while nobody sees the page, and open it again after that. */
  #followVisibility() {
    if (document.hidden) this.#stopCamera();
    else if (!this.#stream && !this.#cameraCode) this.#openCamera();
  }
}

/** @returns {Promise<Permission>} */
async function cameraPermission() {
  try {
    const name = /** @type {PermissionName} */ ("camera"); // not every browser knows it
    return (await within(navigator.permissions.query({ name }), SAYS_MS, null))?.state ?? "";
  } catch {
    return ""; // a browser that does not say
  }
}

/** @param {MediaStream} stream */
function stopTracks(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/**
 * Add the op "scan". Gives the function that opens the camera before the app runs.
 * @param {Bridge} bridge
 */
export function addScanner(bridge) {
  return addScanOp(bridge, (asked) => {
    const scan = new Scan(asked);
    return scan.answered.finally(hold(() => scan.close()));
  });
}
