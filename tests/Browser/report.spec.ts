import { expect, test } from '@playwright/test';
import { holdsForEveryReport } from './everyReport';
import { openReport, paintedColors, runOf } from './page';

const samples = ['typical', 'no-trades', 'one-bar', 'hostile', 'long', 'no-prices', 'two-symbols', 'leaks'];

for (const name of samples) holdsForEveryReport(name);

test('every pane is painted: equity, drawdown and price', async ({ page }) => {
  await openReport(page, 'typical');

  await expect.poll(async () => (await paintedColors(page)).filter((colors) => colors > 4).length).toBeGreaterThanOrEqual(3);
});

test('the headline tells the result, what is simulated and what was assumed', async ({ page }) => {
  await openReport(page, 'typical');
  const run = await runOf(page);

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ema-cross on BTCUSDT.SIM');
  await expect(page.getByText('SIMULATED', { exact: true })).toBeVisible();
  await expect(page.getByText('1 optimistic assumption')).toBeVisible();
  await expect(page.locator('.verdict')).toContainText(/(Made|Lost) [\d,.]+\sUSDT/);
  await expect(page.getByText(run.resultHash).first()).toBeVisible();
});

test('what is not simulated is not marked so, and a strategy that looks ahead is', async ({ page }) => {
  await openReport(page, 'leaks');

  await expect(page.getByText('SIMULATED', { exact: true })).toHaveCount(0);
  await expect(page.getByText('Looks ahead', { exact: true })).toBeVisible();
  await expect(page.getByText('These results cannot be had in trading.')).toBeVisible();
  await expect(page.getByText('At bar 812 it buys')).toBeVisible();
});

for (const name of ['typical', 'long']) {
  test(`${name}: the markers stand for every fill, zoomed out and in`, async ({ page }) => {
    await openReport(page, name);
    const { fills } = await runOf(page);
    const chart = page.locator('.chart');
    await expect(chart).toHaveAttribute('data-fills', String(fills));
    const before = Number(await chart.getAttribute('data-markers'));

    for (let press = 0; press < 4; press++) await page.getByRole('button', { name: 'Zoom in' }).click();

    await expect.poll(async () => Number(await chart.getAttribute('data-markers'))).toBeGreaterThan(before);
    await expect(chart).toHaveAttribute('data-fills', String(fills));
  });
}

test('a long run says that it is thinned, and to what', async ({ page }) => {
  await openReport(page, 'long');
  const run = await runOf(page);

  expect(run.chart.times.length).toBeLessThanOrEqual(20_000);
  await expect(page.locator('.legend')).toContainText('1,000,000 bars of 1m are drawn as 16,668 candles of 1h.');
  await expect(page.locator('.legend')).toContainText('Of 1,000,000 equity points');
  await expect(page.getByText('Shown are the 10,000 trades of')).toBeVisible();
});

test('monthly returns compound to the whole', async ({ page }) => {
  await openReport(page, 'typical');
  const run = await runOf(page);
  const totals = await page.locator('.months .total').allTextContents();
  const whole = totals.reduce((product, text) => product * (1 + Number(text.replace('\u2212', '-').replace(/[^\d.-]/g, '')) / 100), 1);

  expect(totals).toHaveLength(3);
  expect(whole).toBeCloseTo(run.finalEquity / run.startEquity, 2);
});

test('a loss is red and has a minus sign', async ({ page }) => {
  await openReport(page, 'typical');
  const loss = page.locator('.trades tbody td.negative').first();

  await expect(loss).toHaveText(/^\u2212[\d,.]+$/);
  await expect(loss).toHaveCSS('color', 'rgb(179, 38, 30)');
  await expect(loss).toHaveCSS('text-align', 'right');
});

test('trades are all there, page by page, and sort both ways by keyboard', async ({ page }) => {
  await openReport(page, 'typical');
  const run = await runOf(page);
  const rows = page.locator('.trades tbody tr');
  const profit = page.getByRole('columnheader', { name: 'Profit, USDT' });
  await expect(rows).toHaveCount(25);
  await expect(page.getByText(`1 to 25 of ${run.trades.total}`)).toBeVisible();

  await profit.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(profit).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows.first()).toContainText(money(Math.min(...run.trades.pnl)));
  await page.keyboard.press('Enter');
  await expect(profit).toHaveAttribute('aria-sort', 'descending');
  await expect(rows.first()).toContainText(money(Math.max(...run.trades.pnl)));

  await page.getByRole('button', { name: 'Last', exact: true }).click();
  await expect(rows).toHaveCount(run.trades.total % 25 || 25);
  await page.getByLabel('Rows a page').selectOption('250');
  await expect(rows).toHaveCount(run.trades.total);
});

test('ten thousand trades sort too, a page at a time', async ({ page }) => {
  await openReport(page, 'long');

  await page.getByRole('columnheader', { name: 'Fees, USDT' }).getByRole('button').click();

  await expect(page.locator('.trades tbody tr')).toHaveCount(25);
  await expect(page.getByRole('columnheader', { name: 'Fees, USDT' })).toHaveAttribute('aria-sort', 'ascending');
});

test('a trade can be shown on the chart', async ({ page }) => {
  await openReport(page, 'two-symbols');
  const row = page.locator('.trades tbody tr', { hasText: 'ETHUSDT.SIM' }).first();

  await row.getByRole('button').click();

  await expect(page.getByLabel('Price of')).toHaveValue('1');
  await expect(page.locator('.chart')).toBeInViewport();
});

test('a gap says what became of orders and positions', async ({ page }) => {
  await openReport(page, 'typical');
  const run = await runOf(page);
  const rows = page.getByRole('region', { name: 'Gaps in the data' }).locator('tbody tr');

  await expect(rows).toHaveCount(run.gaps.length);
  await expect(rows.first()).toContainText('300');
  await expect(rows.first()).toContainText('long');
  await expect(rows.first()).toContainText(/\u2212[\d,.]+\sUSDT/);
});

test('assumptions, models, parameters and manifest are there', async ({ page }) => {
  await openReport(page, 'typical');

  await expect(page.getByText('Half of the typical spread is paid')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Models in force' })).toContainText('next bar\'s open');
  await expect(page.getByRole('table', { name: 'Parameters of the strategy' })).toContainText('26');
  await expect(page.getByRole('table', { name: 'Settings' })).toBeHidden();
  await page.locator('summary').click();
  await expect(page.getByRole('table', { name: 'Settings' })).toContainText('nextOpen');
  await expect(page.getByText('a'.repeat(64)).first()).toBeVisible();
});

test('the benchmark is drawn, can be switched off, and has its figures', async ({ page }) => {
  await openReport(page, 'typical');
  const toggle = page.getByRole('button', { name: 'Buy and hold' });
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  const painted = async () => (await paintedColors(page))[0]!;
  await expect.poll(painted).toBeGreaterThan(4);
  const before = await painted();

  await toggle.click();

  await expect.poll(painted).toBeLessThan(before);
  await expect(page.getByRole('table', { name: 'Benchmark' })).toContainText('Beta');
  await expect(page.locator('.figures')).toContainText('risk-free rate 2 % a year');
  await page.locator('summary').click();
  await expect(page.getByText('BTCUSDT.SIM (benchmark)')).toBeVisible();
});

test('of several symbols it says which one the benchmark is', async ({ page }) => {
  await openReport(page, 'two-symbols');

  await expect(page.getByRole('button', { name: 'Buy and hold of BTCUSDT.SIM' })).toBeVisible();
});

test('every closed trade is a dot, and the text says what the dots say', async ({ page }) => {
  await openReport(page, 'typical');
  const run = await runOf(page);
  const closed = run.trades.exitTime.filter((time: number | null) => time !== null).length;
  const dots = async (kind: string) => ((await page.locator(`.scatter .${kind}`).first().getAttribute('d')) ?? '').split('h0').length - 1;

  expect((await dots('won')) + (await dots('lost'))).toBe(closed);
  await expect(page.getByRole('region', { name: 'How far trades went' })).toContainText(/half were never down by more than [\d.]+\s%/);
  await expect(page.getByRole('columnheader', { name: 'MAE, %' })).toBeVisible();
});

test('hostile names stay names', async ({ page }) => {
  let dialogs = 0;
  page.on('dialog', (dialog) => { dialogs++; return dialog.dismiss(); });
  await openReport(page, 'hostile');

  expect(await page.locator('img').count()).toBe(0);
  expect(await page.locator('script').count()).toBe(2);
  expect(dialogs).toBe(0);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<img src=x onerror=alert(1)>');
});

test('the policy stops a script and a request that somebody smuggled in', async ({ page }) => {
  await openReport(page, 'typical');

  const smuggled = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.smuggled = true';
    document.body.append(script);
    const fetched = await fetch('https://127.0.0.1:9/').then(() => 'fetched', () => 'refused');
    return { ran: 'smuggled' in window, fetched };
  });

  expect(smuggled).toEqual({ ran: false, fetched: 'refused' });
});

test('dark follows the system, charts included, while the page is open', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await openReport(page, 'typical');
  const background = () => page.locator('.chart canvas').first().evaluate((canvas: HTMLCanvasElement) => [...canvas.getContext('2d')!.getImageData(2, 60, 1, 1).data.slice(0, 3)]);
  await expect.poll(background).toEqual([255, 255, 255]);

  await page.emulateMedia({ colorScheme: 'dark' });

  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(13, 17, 23)');
  await expect.poll(background).toEqual([21, 27, 35]);
});

test('times are those of UTC wherever the reader is', async ({ page }) => {
  await openReport(page, 'one-bar');

  await expect(page.getByText('2023-01-01 00:00 to 2023-01-01 00:01 UTC')).toBeVisible();
});

test('paper gets light colours and an open manifest', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openReport(page, 'typical');

  const pdf = await page.pdf({ format: 'A4' });

  expect(pdf.length).toBeGreaterThan(50_000);
  await expect(page.locator('details')).toHaveAttribute('open', '');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const corner = await page.locator('canvas.paper').evaluate((canvas: HTMLCanvasElement) => [...canvas.getContext('2d')!.getImageData(2, 60, 1, 1).data]);
  expect(corner).toEqual([255, 255, 255, 255]);
});

test('without trades the page says so', async ({ page }) => {
  await openReport(page, 'no-trades');

  await expect(page.getByRole('region', { name: 'Trades' })).toContainText('There were no trades.');
  await expect(page.locator('.chart')).toHaveAttribute('data-fills', '0');
});

function money(value: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace('-', '\u2212');
}
