// Which tab runs the app: this tab starts it, waits while another tab runs it, takes over from that tab, or yields to it.

import { obstacle } from "./able.js";
import { Address } from "./address.js";
import { startApp } from "./app.js";
import { adopt } from "./back.js";
import { Bridge } from "./bridge.js";
import { Links } from "./links.js";
import { confirmLink } from "./opened_by.js";
import { beginAt } from "./owner.js";
import { askToGoOn, show } from "./picture.js";
import { stopPython } from "./runtime.js";
import { Tabs } from "./tabs.js";

const TAKE = "veertig.take"; // in this tab's storage: the person chose to continue here
const FLUSH_MS = 2000; // the longest wait for Python to save

/** One page in a browser that is able to run the app. */
class Page {
  #tab = crypto.randomUUID();
  #address = new Address();
  #bridge = new Bridge(this.#tab);
  #links = new Links(this.#address.role);
  #tabs = new Tabs(
    this.#address.role,
    () => this.#yield(),
    () => this.#stop(),
  );

  /** Start the app, take over from another tab, or wait for it. */
  async open() {
    addEventListener("pageshow", (event) => event.persisted && location.reload()); // a restored page has lost its lock
    this.#address.follow(() => this.#tabs.running, {
      scan: () => {
        adopt();
        this.#bridge.event("scan");
      },
      open: (route) => this.#openLink(route),
    });
    for (const link of this.#links.open) this.#bridge.event("open", link);
    const wanted = Boolean(sessionStorage.getItem(TAKE) || this.#address.asks);
    sessionStorage.removeItem(TAKE);
    if (await this.#tabs.claim(!wanted)) {
      await this.#start();
    } else if (wanted) {
      await this.#takeOver();
    } else {
      waitHere(() => this.#takeOver());
      // The other tab may be closed later: check when this tab is seen again.
      document.addEventListener("visibilitychange", this.#startIfFree);
    }
  }

  /** @param {string} route */
  #openLink(route) {
    adopt();
    this.#bridge.event("open", this.#links.add(route));
  }

  #start() {
    return startApp({ bridge: this.#bridge, address: this.#address, links: this.#links, tabs: this.#tabs, tab: this.#tab });
  }

  #startIfFree = async () => {
    if (document.hidden || document.documentElement.dataset.tab !== "elsewhere" || !(await this.#tabs.claim(false))) return;
    document.removeEventListener("visibilitychange", this.#startIfFree);
    await this.#start();
  };

  async #takeOver() {
    document.removeEventListener("visibilitychange", this.#startIfFree);
    show("loading", "loading");
    await this.#tabs.takeOver((routes) => {
      for (const route of routes) this.#openLink(route);
    });
    await this.#start();
  }

  /** Another tab takes over: save, stop, and give the routes of the links that the app has not dealt with. */
  async #yield() {
    if (this.#bridge.heard) {
      const flushed = new Promise((resolve) => this.#bridge.on("yielded", resolve));
      this.#bridge.event("yield");
      await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, FLUSH_MS))]);
    }
    const { first } = this.#address;
    const routes = [...(first ? [first] : []), ...this.#links.open.map((link) => link.route)];
    this.#links.clear();
    this.#address.clear();
    this.#stop();
    return routes;
  }

  #stop() {
    dispatchEvent(new Event("veertig-stop")); // closes the camera, silences the voice
    this.#bridge.stop();
    stopPython();
    waitHere(() => {
      sessionStorage.setItem(TAKE, "1"); // Flutter cannot be started twice in one page
      location.reload();
    });
  }
}

/**
 * Another tab runs the app: show that, with one button.
 * @param {() => void} action what the button does
 */
function waitHere(action) {
  document.documentElement.dataset.tab = "elsewhere";
  show("elsewhere", "elsewhere", "here", action);
}

startWatch.begun();
const inTheWay = await obstacle();
if (inTheWay) startWatch.show(inTheWay);
else {
  if (localStorage.getItem("veertig.forgetting")) await (await import("./forget.js")).finish();
  await confirmLink(askToGoOn);
  const hash = beginAt(location.hash);
  if (hash !== location.hash) history.replaceState(history.state, "", hash);
  await new Page().open();
}
