// A web page that draws an Adaptive Card as Teams would, near enough to judge it: the reference renderer, a host
// configuration and a style sheet of our own. Nothing is fetched.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type Theme = 'light' | 'dark';

const require = createRequire(import.meta.url);

type Palette = {
  page: string;
  card: string;
  text: string;
  subtle: string;
  border: string;
  input: string;
  accent: string;
  onAccent: string;
  focus: string;
  emphasis: string;
  good: [paper: string, ink: string];
  warning: [paper: string, ink: string];
  attention: [paper: string, ink: string];
};

/** Contrast of all text on its paper is at least 4.5 to 1 (WCAG 2.2 AA). */
const PALETTES: Record<Theme, Palette> = {
  light: {
    page: '#ebebeb',
    card: '#ffffff',
    text: '#242424',
    subtle: '#5c5c5c',
    border: '#d1d1d1',
    input: '#ffffff',
    accent: '#4f52b2',
    onAccent: '#ffffff',
    focus: '#242424',
    emphasis: '#f0f0f0',
    good: ['#e7f2da', '#0e5c0e'],
    warning: ['#fbf6d9', '#6b4e00'],
    attention: ['#fdf3f4', '#a1262f'],
  },
  dark: {
    page: '#141414',
    card: '#292929',
    text: '#ffffff',
    subtle: '#c7c7c7',
    border: '#525252',
    input: '#1f1f1f',
    accent: '#9299f7',
    onAccent: '#141414',
    focus: '#ffffff',
    emphasis: '#141414',
    good: ['#0d2e0d', '#92c353'],
    warning: ['#3a2f04', '#f2c661'],
    attention: ['#3b1519', '#f1707b'],
  },
};

/** A whole HTML page with one card of the given theme. `lang` is British English, the page has a title and a main. */
export function cardPage(card: object, theme: Theme): string {
  const palette = PALETTES[theme];
  const data = JSON.stringify({ card, config: hostConfig(palette) }).replaceAll('<', '\\u003c');
  const script = readFileSync(require.resolve('adaptivecards/dist/adaptivecards.min.js'), 'utf8');
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A card</title><style>${styleSheet(palette)}</style></head>
<body><main><h1>A card in a chat</h1><div id="card"></div></main>
<script>${script.replaceAll('</script', '<\\/script')}</script>
<script type="application/json" id="data">${data}</script>
<script>${DRAW}</script></body></html>`;
}

/** Runs in the page; `drawCard(card)` draws another card in place of the first. Markdown is reduced to bold: our own texts use no more. */
const DRAW = `
  const escaped = (text) => { const span = document.createElement('span'); span.textContent = text; return span.innerHTML; };
  AdaptiveCards.AdaptiveCard.useMarkdownInRadioButtonAndCheckbox = false;
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = escaped(text).replace(/[*][*](.+?)[*][*]/g, '<b>$1</b>');
    result.didProcess = true;
  };
  const given = JSON.parse(document.getElementById('data').textContent);
  window.drawCard = (card) => {
    const drawn = new AdaptiveCards.AdaptiveCard();
    drawn.hostConfig = new AdaptiveCards.HostConfig(given.config);
    drawn.parse(card, new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5));
    document.getElementById('card').replaceChildren(drawn.render());
  };
  window.drawCard(given.card);
`;

function colours(text: string, subtle: string, palette: Palette) {
  const shade = (colour: string) => ({ default: colour, subtle });
  return {
    default: shade(text),
    accent: { default: palette.accent, subtle: palette.accent },
    good: { default: palette.good[1], subtle: palette.good[1] },
    warning: { default: palette.warning[1], subtle: palette.warning[1] },
    attention: { default: palette.attention[1], subtle: palette.attention[1] },
  };
}

function hostConfig(palette: Palette): object {
  const style = (paper: string, ink = palette.text) => ({
    backgroundColor: paper,
    foregroundColors: colours(ink, palette.subtle, palette),
  });
  return {
    fontFamily: '"Segoe UI", "Open Sans", "DejaVu Sans", sans-serif',
    supportsInteractivity: true,
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: palette.border },
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    containerStyles: {
      default: style(palette.card),
      emphasis: style(palette.emphasis),
      good: style(...palette.good),
      warning: style(palette.warning[0]),
      attention: style(palette.attention[0]),
      accent: style(palette.emphasis),
    },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder', suffix: ' (required)', suffixColor: 'default' },
        optionalInputs: { weight: 'bolder' },
      },
      errorMessage: { color: 'attention', size: 'small', weight: 'bolder', spacing: 'small' },
    },
    textStyles: { heading: { size: 'large', weight: 'bolder' } },
    textBlock: { headingLevel: 2 },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
  };
}

function styleSheet(palette: Palette): string {
  return `
    body { margin: 0; background: ${palette.page}; color: ${palette.text}; }
    main { padding: 8px; }
    h1 { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
    #card { background: ${palette.card}; border: 1px solid ${palette.border}; border-radius: 6px; overflow: hidden; }
    .ac-textBlock, .ac-richTextBlock, .ac-textRun { overflow-wrap: anywhere; }
    .ac-actionSet > div, .ac-actionSet { flex-wrap: wrap !important; row-gap: 8px; }
    .ac-pushButton {
      font: 600 14px "Segoe UI", "Open Sans", "DejaVu Sans", sans-serif; color: ${palette.text}; background: ${palette.card};
      border: 1px solid ${palette.border}; border-radius: 4px; padding: 6px 12px; min-height: 32px; max-width: 100%;
    }
    .ac-pushButton div { white-space: normal !important; }
    .ac-pushButton.style-positive { color: ${palette.onAccent}; background: ${palette.accent}; border-color: ${palette.accent}; }
    .ac-input {
      font: 14px "Segoe UI", "Open Sans", "DejaVu Sans", sans-serif; color: ${palette.text}; box-sizing: border-box;
    }
    .ac-input.ac-textInput, .ac-input.ac-multichoiceInput {
      width: 100%; background: ${palette.input}; border: 1px solid ${palette.border}; border-radius: 4px; padding: 6px 10px;
    }
    textarea.ac-input { min-height: 64px; }
    .ac-choiceSetInput-expanded div, .ac-choiceSetInput-multiSelect div { color: ${palette.text}; }
    input::placeholder, textarea::placeholder { color: ${palette.subtle}; opacity: 1; }
    :focus-visible { outline: 2px solid ${palette.focus}; outline-offset: 1px; }
  `;
}
