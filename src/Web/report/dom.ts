type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | undefined>;

/** Makes an element. Text only ever goes in as text, so nothing in a run's data can become markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

export function section(title: string, id: string, ...children: Child[]): HTMLElement {
  return element('section', { class: 'card', 'aria-labelledby': id }, element('h2', { id }, title), ...children);
}

/** A table that scrolls sideways by itself where the screen is narrow, also by keyboard. */
export function scrolling(table: HTMLTableElement, label: string): HTMLElement {
  return element('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': `${label}, scrolls sideways` }, table);
}

/** Names beside values. */
export function pairs(caption: string, values: Record<string, string>, label: (name: string) => string = (name) => name): HTMLElement {
  const rows = Object.entries(values).map(([name, value]) => element('tr', {}, element('th', { scope: 'row' }, label(name)), element('td', {}, value)));
  if (rows.length === 0) return element('p', { class: 'muted' }, `${caption}: none.`);
  return element('table', { class: 'pairs' }, element('caption', {}, caption), element('tbody', {}, ...rows));
}
