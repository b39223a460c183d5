/** The dialogs of the speaker view. */

/** Keys and what they do, as in reveal.js and ordinary clickers. */
const keys: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['Space', 'N', 'Page Down', 'Enter'], 'Next step'],
  [['Shift Space', 'P', 'Page Up'], 'Previous step'],
  [['→', '←', 'L', 'H'], 'Next or previous column'],
  [['↓', '↑', 'J', 'K'], 'Next or previous slide of a column'],
  [['Alt →', 'Alt ←'], 'The same, without single steps'],
  [['Home', 'End'], 'First or last slide'],
  [['B', '.'], 'Black screen, and back'],
  [['O', 'G'], 'All slides; type a number to jump'],
  [['D'], 'Pointer (a dot, also on the stage)'],
  [['Q'], 'QR code for the audience (also on the stage)'],
  [['T'], 'Start or pause the clock'],
  [['+', '−'], 'Size of the notes'],
  [['F', 'F5'], 'Full screen'],
  [['Esc'], 'Close what is open'],
  [['?'], 'This help'],
];

const help = keys
  .map(([names, does]) => {
    const written = names.map((name) => `<kbd>${name}</kbd>`).join(' ');
    return `<tr><th scope="row">${does}</th><td>${written}</td></tr>`;
  })
  .join('');

const close = '<form method="dialog"><button class="close">Close</button></form>';

/** All dialogs, closed. The heading has the focus first: a button would receive a clicker's next Space or Enter. */
export const speakerDialogs = `
<dialog id="menu" aria-labelledby="menu-title">
<h2 id="menu-title" tabindex="-1" autofocus>More</h2>
<div class="list">
<button type="button" id="phone-button">Present from a phone</button>
<button type="button" id="audience-button">QR code for the audience</button>
<button type="button" id="talks-button">Past talks</button>
<button type="button" id="paper-button" hidden>Print</button>
<button type="button" id="clicks-button" aria-pressed="false">Mouse clicks step, on this browser’s stage</button>
<button type="button" id="arrows-button" aria-pressed="false">Arrows step: → ↓ on, ← ↑ back, for clickers</button>
<button type="button" id="help-button">Keys and help</button>
<a class="button" href="./" target="_blank">Open the stage</a>
<button type="button" id="end-button">End the talk</button>
<form method="post" action="speaker/sign-out"><button>Sign out here</button></form>
<button type="button" id="revoke-button">Sign out everyone</button>
</div>
${close}
</dialog>
<dialog id="confirm" aria-labelledby="confirm-title">
<h2 id="confirm-title" tabindex="-1" autofocus></h2>
<p></p>
<form method="dialog"><button value="yes" class="yes">Yes</button><button value="no" class="close">No</button></form>
</dialog>
<form id="revoke" method="post" action="speaker/revoke" hidden></form>
<dialog id="jump" aria-labelledby="jump-title">
<h2 id="jump-title" tabindex="-1" autofocus>Slides</h2>
<p><label for="jump-to">Number or words of a title</label>
<input id="jump-to" autocomplete="off" enterkeyhint="go" spellcheck="false"></p>
<ol id="jump-list" class="list"></ol>
${close}
</dialog>
<dialog id="phone" aria-labelledby="phone-title">
<h2 id="phone-title" tabindex="-1" autofocus>Present from a phone</h2>
<p>Scan this with the phone’s camera. It works once.</p>
<div id="phone-code"></div>
<p id="phone-note" role="status"></p>
<div class="row"><button type="button" id="phone-again">New code</button></div>
${close}
</dialog>
<dialog id="audience" aria-labelledby="audience-title">
<h2 id="audience-title" tabindex="-1" autofocus>Follow along</h2>
<div id="audience-code"></div>
${close}
</dialog>
<dialog id="talks" aria-labelledby="talks-title">
<h2 id="talks-title" tabindex="-1" autofocus>Past talks</h2>
<div id="talks-list"></div>
<p id="talks-note"></p>
<p><a id="talks-log" href="speaker/log.jsonl" download hidden>Download the log</a></p>
${close}
</dialog>
<dialog id="paper" aria-labelledby="paper-title">
<h2 id="paper-title" tabindex="-1" autofocus>Print</h2>
<p>Made when you ask for it, as PDF; the first time takes a while.</p>
<div class="list">
<a class="button" href="speaker/slides.pdf" download>Slides</a>
<a class="button" href="speaker/handout.pdf" download>Handout, with lines to write on</a>
<a class="button" href="speaker/notes.pdf" download>Handout, with your notes</a>
</div>
${close}
</dialog>
<dialog id="help" aria-labelledby="help-title">
<h2 id="help-title" tabindex="-1" autofocus>Keys</h2>
<table class="keys">${help}</table>
<p>The clock starts with the first step of a talk. It runs on the server: reloading this page loses nothing.</p>
<p>While the connection is lost, this page and the stage go on by themselves and agree again later.</p>
${close}
</dialog>`;
