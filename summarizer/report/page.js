"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const SIGNS = { found: "✓", missed: "○", invented: "✕", excused: "–" };
  const byId = (id) => document.getElementById(id);
  const text = byId("text");
  const list = byId("verdicts");
  const controls = byId("controls");
  const said = byId("said");

  // What is on show: the result, its elements by verdict, and what is lit.
  let result = null;
  let cards = [];
  let pieces = [];
  let owners = [];
  let current = -1;
  let pinned = [];
  let pointer = "";

  const element = (name, classes, content) => {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    if (content !== undefined) made.textContent = content;
    return made;
  };
  const words = (number) => data.strings[number || 0];
  const outcomeOf = (verdict) => data.outcomes[verdict.outcome];
  const sectionOf = (verdict) => data.sections[verdict.section];
  const name = (verdict) => `${sectionOf(verdict)} ${outcomeOf(verdict)}`;
  const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

  const isShown = (verdict) => {
    const section = controls.elements.section.value;
    return (section === "" || verdict.section === Number(section)) && (!byId("errors").checked || verdict.error);
  };

  // Choices.

  const fill = (select, choices, wanted) => {
    select.replaceChildren(
      ...choices.map(([value, label]) => {
        const option = element("option", "", label);
        option.value = String(value);
        return option;
      }),
    );
    if (choices.some(([value]) => String(value) === wanted)) select.value = wanted;
  };

  const offer = () => {
    const of = data.results.filter((one) => one.run === Number(byId("run").value));
    const articles = [...new Set(of.map((one) => one.article))];
    fill(byId("article"), articles.map((number) => [number, data.articles[number].name]), byId("article").value);
    const samples = of.filter((one) => one.article === Number(byId("article").value));
    fill(byId("sample"), samples.map((one) => [one.sample, String(one.sample)]), byId("sample").value);
    byId("sample-field").hidden = samples.length < 2;
    result = samples.find((one) => one.sample === Number(byId("sample").value));
  };

  // Verdicts.

  const side = (title, content) => {
    const box = element("div", "side");
    box.append(element("dt", "", title));
    const value = element("dd");
    value.append(content ? element("bdi", "", content) : element("span", "none", "nothing"));
    box.append(value);
    return box;
  };

  const wrongFields = (verdict) => {
    const table = element("table", "wrong");
    const head = element("tr");
    for (const title of ["Field", "", "Gold", "Brief"]) head.append(element(title ? "th" : "td", "", title));
    table.append(head);
    for (const field of verdict.wrong) {
      const row = element("tr");
      const name = element("th", "", words(field.name));
      name.scope = "row";
      row.append(name, element("td", "outcome", field.outcome));
      for (const value of [field.wanted, field.given]) {
        const cell = element("td");
        cell.append(element("bdi", "", words(value)));
        row.append(cell);
      }
      table.append(row);
    }
    return table;
  };

  const card = (verdict, number) => {
    const outcome = outcomeOf(verdict);
    const item = element("li", `verdict o-${outcome} s-${sectionOf(verdict)}`);
    item.dataset.verdict = String(number);
    const head = element("button", "head");
    head.type = "button";
    head.setAttribute("aria-pressed", "false");
    const sign = element("span", "sign", SIGNS[outcome]);
    sign.setAttribute("aria-hidden", "true");
    const about = `${sectionOf(verdict)}: ${words(verdict.wanted) || words(verdict.given)}`;
    head.append(sign, " ", element("span", "outcome", outcome), " ", element("span", "unseen", about));
    if (verdict.trap) head.append(" ", element("span", "badge", "trap"));
    if (verdict.wrong) head.append(" ", element("span", "badge", `${plural(verdict.wrong.length, "field")} not right`));
    const sides = element("dl", "sides");
    sides.append(side("Gold", words(verdict.wanted)), side("Brief", words(verdict.given)));
    item.append(head, sides);
    if (verdict.trap) item.append(element("p", "trap", `Trap: ${words(verdict.trap)}`));
    if (verdict.wrong) item.append(wrongFields(verdict));
    if (verdict.right) item.append(element("p", "why", `Right: ${words(verdict.right)}`));
    item.append(element("p", "why", `Why: ${words(verdict.why)}`));
    return item;
  };

  const drawVerdicts = () => {
    cards = result.verdicts.map(card);
    list.replaceChildren();
    data.sections.forEach((name, section) => {
      const here = cards.filter((_, number) => result.verdicts[number].section === section);
      if (!here.length) return;
      const group = element("section", "group");
      const items = element("ul");
      items.append(...here);
      group.append(element("h3", "", name), items);
      list.append(group);
    });
    list.append(element("p", "none nothing", "No verdicts of this kind."));
  };

  // The text.

  const drawText = () => {
    const whole = data.articles[result.article].text;
    let at = 0;
    pieces = [];
    owners = [];
    text.replaceChildren();
    for (const [length, chrome, ...claimed] of result.pieces) {
      const piece = element("span", "", whole.slice(at, at + length));
      at += length;
      piece.dataset.piece = String(pieces.length);
      piece.dataset.chrome = String(chrome);
      pieces.push(piece);
      owners.push(claimed);
      text.append(piece);
    }
  };

  const shownOwners = (number) => owners[number].filter((owner) => isShown(result.verdicts[owner]));

  const paintPiece = (piece, number) => {
    const shown = shownOwners(number);
    const classes = piece.dataset.chrome === "1" ? ["piece", "chrome"] : ["piece"];
    piece.removeAttribute("tabindex");
    piece.removeAttribute("title");
    if (shown.length) {
      const nearest = result.verdicts[shown[0]];
      classes.push("claimed", `s-${sectionOf(nearest)}`, `o-${outcomeOf(nearest)}`);
      piece.tabIndex = -1;
      piece.title = [...new Set(shown.map((owner) => name(result.verdicts[owner])))].join(", ");
    }
    piece.className = classes.join(" ");
  };

  const applyFilters = () => {
    unpin();
    pieces.forEach(paintPiece);
    current = pieces.findIndex((piece) => piece.classList.contains("claimed"));
    if (current >= 0) pieces[current].tabIndex = 0;
    cards.forEach((item, number) => { item.hidden = !isShown(result.verdicts[number]); });
    for (const group of list.querySelectorAll(".group")) {
      group.hidden = ![...group.querySelectorAll(".verdict")].some((item) => !item.hidden);
    }
    const shown = cards.filter((item) => !item.hidden).length;
    list.querySelector(".nothing").hidden = shown > 0;
    byId("made").textContent = `${shown} of ${plural(cards.length, "verdict")} shown. Made by ${result.made}.`;
    said.textContent = `${plural(shown, "verdict")} shown`;
  };

  const countErrors = () => {
    for (const chip of controls.querySelectorAll(".chip input")) {
      const count = chip.parentNode.querySelector(".count");
      if (!count) continue;
      const errors = result.verdicts.filter((one) => one.error && one.section === Number(chip.value)).length;
      count.textContent = errors ? String(errors) : "";
      count.title = plural(errors, "error");
    }
  };

  const draw = () => {
    offer();
    drawVerdicts();
    drawText();
    countErrors();
    applyFilters();
    text.scrollTop = 0;
    list.scrollTop = 0;
  };

  // Lighting: what is pointed at or in focus, else what was kept lit.

  const light = (lit) => {
    const set = new Set(lit);
    cards.forEach((item, number) => item.classList.toggle("lit", set.has(number)));
    pieces.forEach((piece, number) => piece.classList.toggle("lit", owners[number].some((owner) => set.has(owner))));
  };

  const pin = (verdicts) => {
    pinned = verdicts;
    cards.forEach((item, number) => {
      item.firstChild.setAttribute("aria-pressed", String(verdicts.includes(number)));
    });
    light(verdicts);
  };

  const unpin = () => pin([]);
  const scrolls = (pane) => pane.scrollHeight > pane.clientHeight && getComputedStyle(pane).overflowY !== "visible";

  // A pane that scrolls is scrolled by itself; the page moves for a click only, never for a pointer that passes.
  const bring = (target, pane, mayMovePage) => {
    if (!target) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    if (mayMovePage) {
      target.scrollIntoView({ block: "nearest", behavior: calm });
      return;
    }
    if (!scrolls(pane)) return;
    const box = target.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    if (box.top >= frame.top && box.bottom <= frame.bottom) return;
    const room = Math.max(8, (frame.height - box.height) / 3);
    pane.scrollTo({ top: pane.scrollTop + box.top - frame.top - room, behavior: calm });
  };

  const firstPiece = (verdict) => {
    const claiming = pieces.filter((_, number) => owners[number].includes(verdict));
    const frame = text.getBoundingClientRect();
    const isSeen = (piece) => {
      const box = piece.getBoundingClientRect();
      return box.top >= frame.top && box.bottom <= frame.bottom;
    };
    return claiming.find(isSeen) || claiming[0];
  };

  const meant = (target) => {
    const item = target.closest(".verdict");
    if (item) return { verdicts: [Number(item.dataset.verdict)], fromText: false };
    const piece = target.closest(".piece");
    return piece ? { verdicts: shownOwners(Number(piece.dataset.piece)), fromText: true } : null;
  };

  const show = (found, mayMovePage) => {
    light(found.verdicts);
    if (!found.verdicts.length) return;
    if (found.fromText) bring(cards[found.verdicts[0]], list, mayMovePage);
    else bring(firstPiece(found.verdicts[0]), text, mayMovePage);
  };

  const toggle = (found) => {
    const same = pinned.length === found.verdicts.length && pinned.every((one) => found.verdicts.includes(one));
    if (same) return unpin();
    pin(found.verdicts);
    return show(found, true);
  };

  // Elements that scroll under a resting pointer are not pointed at.
  const isMoved = (event) => {
    const place = `${event.screenX} ${event.screenY}`;
    const moved = place !== pointer;
    pointer = place;
    return moved;
  };

  const panes = byId("panes");
  panes.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || !isMoved(event)) return;
    const found = meant(event.target);
    if (found && found.verdicts.length) show(found, false);
    else light(pinned);
  });
  panes.addEventListener("pointerleave", () => light(pinned));
  panes.addEventListener("focusin", (event) => {
    const found = meant(event.target);
    if (!found || !event.target.matches(":focus-visible")) return;
    show(found, false);
    if (found.fromText) {
      said.textContent = found.verdicts.map((number) => name(result.verdicts[number])).join(", ");
    }
  });
  panes.addEventListener("focusout", () => light(pinned));
  panes.addEventListener("click", (event) => {
    const found = meant(event.target);
    if (found && !String(getSelection())) toggle(found);
  });

  // Keys: in the text from span to span.

  const step = (by) => {
    let next = current + by;
    while (next >= 0 && next < pieces.length && !pieces[next].classList.contains("claimed")) next += by;
    if (!pieces[next]) return;
    if (current >= 0) pieces[current].tabIndex = -1;
    current = next;
    pieces[next].tabIndex = 0;
    pieces[next].focus({ preventScroll: true });
    bring(pieces[next], text, true);
  };

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  text.addEventListener("keydown", (event) => {
    const piece = event.target.closest(".piece");
    if (!piece) return;
    if (event.key in STEPS) step(STEPS[event.key]);
    else if (event.key === "Enter" || event.key === " ") toggle(meant(piece));
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") unpin();
  });

  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("change", (event) => {
    if (event.target.matches("select")) draw();
    else {
      applyFilters();
      bring(pieces[current], text, false);
    }
  });

  fill(byId("run"), data.runs.map((label, number) => [number, label]), "");
  for (const part of [controls, byId("made"), panes]) part.hidden = false;
  draw();
})();
