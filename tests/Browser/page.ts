import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, type Page } from '@playwright/test';

/** What a report did besides showing itself; it should be nothing. */
export interface Noise {
  requests: string[];
  complaints: string[];
}

const reports = fileURLToPath(new URL('../../artifacts/reports/', import.meta.url));

/** Opens a sample that the fast tests wrote (ReportWriterTests), as a user would: from disk. */
export async function openReport(page: Page, name: string): Promise<Noise> {
  const file = `${reports}${name}.html`;
  if (!existsSync(file)) throw new Error(`${file} is not there: run the fast tests first, they write it.`);
  const noise: Noise = { requests: [], complaints: [] };
  page.on('request', (request) => noise.requests.push(request.url()));
  page.on('pageerror', (error) => noise.complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') noise.complaints.push(message.text());
  });
  await page.goto(pathToFileURL(file).href);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return noise;
}

/** The run's data, as the page has it. */
export async function runOf(page: Page): Promise<any> {
  return page.evaluate(() => JSON.parse(document.getElementById('run')!.textContent!));
}

/** How many colours each large canvas of the chart shows: one means nothing was drawn. */
export async function paintedColors(page: Page): Promise<number[]> {
  return page.locator('.chart canvas').evaluateAll((canvases) => (canvases as HTMLCanvasElement[])
    .filter((canvas) => canvas.width > 300 && canvas.height > 60)
    .map((canvas) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const colors = new Set<number>();
      for (let at = 0; at < data.length; at += 4) if (data[at + 3]! > 0) colors.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
      return colors.size;
    }));
}
