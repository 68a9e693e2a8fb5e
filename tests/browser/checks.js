// What a person would stumble over on the page as it stands: each check answers with a line for each finding.
(() => {
  const CONTROLS = "a[href], button, input, textarea, select, summary, [tabindex='0']";
  const root = document.documentElement;

  const ground = document.querySelector("dialog:modal") ?? document.body;
  const shown = (one) =>
    ground.contains(one) &&
    one.checkVisibility({ visibilityProperty: true }) &&
    !one.closest(".hidden, [aria-hidden=true]");
  const said = (one) =>
    `${one.localName}.${one.className} “${(one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 40)}”`;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const box = (one) => one.getBoundingClientRect();

  // A box or a round sign is tapped by its label as well.
  const hit = (control) =>
    box(control.matches("[type=checkbox], [type=radio]") ? (control.closest("label") ?? control) : control);

  function texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.data.trim() && shown(node.parentElement)) found.push(node);
    }
    return found;
  }

  function written(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((one) => one.width > 0);
  }

  function above(one) {
    const chain = [];
    for (let at = one; at; at = at.parentElement) chain.push(at);
    return chain;
  }

  const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX);
  const inScroller = (one) => above(one).some((at) => at !== root && at !== document.body && scrolls(at));

  // Nothing makes the page wider than the phone.
  function sideways() {
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = all("body *").filter(
      (one) => !inScroller(one) && (box(one).right > root.clientWidth + 1 || box(one).left < -1),
    );
    return [`the page is ${root.scrollWidth} wide on ${root.clientWidth}`, ...wide.map(said)];
  }

  const outside = (inner, outer) =>
    inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 2 || inner.bottom > outer.bottom + 2;

  // No text ends at an edge: of the page, of a box that hides the rest, of its own field.
  function cut() {
    const found = [];
    for (const node of texts()) {
      const lines = written(node);
      const hiding = above(node.parentElement).filter(
        (one) => one !== root && one !== document.body && getComputedStyle(one).overflow !== "visible",
      );
      for (const one of hiding.filter((at) => !scrolls(at)))
        if (lines.some((line) => outside(line, box(one)))) found.push(`cut by ${said(one)}: ${node.data.trim()}`);
      const page = { left: 0, top: -Infinity, right: root.clientWidth, bottom: Infinity };
      if (!inScroller(node.parentElement) && lines.some((line) => outside(line, page)))
        found.push(`off the page: ${node.data.trim()}`);
    }
    const fields = all("textarea").filter((one) => one.scrollHeight > one.clientHeight + 1);
    return [...found, ...fields.map((one) => `not all in sight: ${one.value || one.placeholder}`)];
  }

  const meets = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;

  // No control lies on another one, and no text on a control it does not belong to.
  function overlapping() {
    const controls = all(CONTROLS).filter((one) => one.localName !== "ul");
    const words = texts().filter((node) => !inScroller(node.parentElement)).map((node) => [node, written(node)]);
    const found = [];
    controls.forEach((one, index) => {
      for (const other of controls.slice(index + 1))
        if (!one.contains(other) && !other.contains(one) && meets(box(one), box(other)))
          found.push(`${said(one)} and ${said(other)}`);
      const at = box(one);
      for (const [node, lines] of words)
        if (lines.some((line) => meets(line, at)) && !one.contains(node) && !one.closest("label")?.contains(node))
          found.push(`${said(one)} and ${node.data.trim()}`);
    });
    return found;
  }

  const inText = (one) => one.localName === "a" && getComputedStyle(one).display === "inline";

  // Large enough for a thumb; a link within a sentence is as high as its line.
  function small() {
    return all(CONTROLS)
      .filter((one) => one.localName !== "ul")
      .filter((one) => Math.min(hit(one).width, hit(one).height) < (inText(one) ? 23.9 : 43.9))
      .map((one) => `${said(one)}: ${Math.round(hit(one).width)} by ${Math.round(hit(one).height)}`);
  }

  // How large each text is.
  function sizes() {
    return texts().map((node) => [node.data.trim(), Number.parseFloat(getComputedStyle(node.parentElement).fontSize)]);
  }

  const outlined = (one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
  };

  const inFront = (one, x, y) => {
    const at = document.elementFromPoint(x, y);
    return at !== null && (one.contains(at) || one.closest("label")?.contains(at));
  };

  // Of a list that is swiped a part is enough; a field brings its caret into sight, not all of itself.
  function covered(one) {
    const { left, right, top, bottom } = box(one);
    const across = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
    const ends = one.localName === "textarea" || bottom - top > innerHeight / 2 ? [top + 2] : [top + 2, bottom - 2];
    return ends.some((down) => !inFront(one, across, down));
  }

  // Each control shows that it holds the focus, and nothing lies in front of it then.
  function unfocused() {
    const found = [];
    for (const one of all(CONTROLS).filter((control) => !control.disabled)) {
      one.blur();
      one.focus();
      if (document.activeElement !== one) found.push(`takes no focus: ${said(one)}`);
      else if (![one, one.closest("label")].some((at) => at && outlined(at))) found.push(`no outline: ${said(one)}`);
      if (covered(one)) found.push(`covered: ${said(one)}`);
    }
    return found;
  }

  // How far from either edge every control stands, but for those within a sentence.
  function places() {
    return all(CONTROLS)
      .filter((one) => !inScroller(one) && !one.closest("p"))
      .map((one) => ({ what: said(one), left: box(one).left, right: root.clientWidth - box(one).right }));
  }

  // What somebody wrote has a direction of its own.
  function undirected(words) {
    return texts()
      .filter((node) => words.some((word) => node.data.includes(word)))
      .filter((node) => !node.parentElement.closest("bdi, [dir=auto]"))
      .map((node) => node.data.trim());
  }

  // Controls without an edge where the system chooses the colours.
  function edgeless() {
    return all("button, .button, input, textarea")
      .filter((one) => {
        const style = getComputedStyle(one);
        const drawn = one.matches("[type=checkbox], [type=radio]");
        return !drawn && (style.borderTopStyle === "none" || Number.parseFloat(style.borderTopWidth) < 1);
      })
      .map(said);
  }

  const seconds = (text) => text.split(",").map((one) => Number.parseFloat(one));

  // What moves for longer than 150 ms; `but` leaves aside what may.
  function moving(but = "none") {
    const found = [];
    for (const one of document.querySelectorAll(`:not(${but})`)) {
      const style = getComputedStyle(one);
      const runs = style.animationName === "none" ? [] : seconds(style.animationDuration);
      const longest = 1000 * Math.max(0, ...runs, ...seconds(style.transitionDuration));
      if (longest > 150) found.push(`${said(one)}: ${longest} ms`);
    }
    return found;
  }

  // Controls that Tab reaches above, or before, the one it came from.
  function misplaced() {
    const stops = all(CONTROLS).filter((one) => !inScroller(one) && one.tabIndex >= 0).map((one) => [one, hit(one)]);
    const found = stops.filter(([one]) => one.tabIndex > 0).map(([one]) => said(one));
    stops.slice(1).forEach(([one, at], index) => {
      const [, before] = stops[index];
      const beside = at.top < before.bottom - 4 && at.bottom > before.top + 4;
      if (beside ? at.left < before.left - 1 : at.top < before.top) found.push(said(one));
    });
    return found;
  }

  const layout = () => [...sideways(), ...cut(), ...overlapping(), ...small()];

  globalThis.checks = { sideways, misplaced, layout, sizes, unfocused, places, undirected, edgeless, moving };
})();
