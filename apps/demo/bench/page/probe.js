// Runs in the demo before its own scripts, and sees what a person sees: when something is first on the screen, and how long
// the main thread ever takes nothing in.

/** @type {Record<string, number>} milliseconds since the page was asked for */
const shown = {};
let last = performance.now();
let longest = 0;

/**
 * Looks for it at every frame, in shadow roots too; what is found counts when it has been painted.
 * @param {string} name
 * @param {string} host an element that it is within
 * @param {string} selector
 */
function watch(name, host, selector) {
  if (isShown(document, host, selector))
    requestAnimationFrame(() => setTimeout(() => (shown[name] = performance.now())));
  else requestAnimationFrame(() => watch(name, host, selector));
}

/**
 * @param {Document | ShadowRoot} root
 * @param {string} host
 * @param {string} selector
 * @returns {boolean}
 */
function isShown(root, host, selector) {
  return [...root.querySelectorAll('*')].some(({ localName, shadowRoot }) => {
    if (shadowRoot === null) return false;
    return (localName === host && shadowRoot.querySelector(selector) !== null) || isShown(shadowRoot, host, selector);
  });
}

function tick() {
  const now = performance.now();
  longest = Math.max(longest, now - last);
  last = now;
  setTimeout(tick);
}
tick();

function forgetGaps() {
  longest = 0;
}

Object.assign(globalThis, { probe: { shown, watch, forgetGaps, longestGap: () => longest } });
