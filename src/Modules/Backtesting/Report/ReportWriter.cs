using System.Text.Encodings.Web;
using System.Text.Json;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>Writes the result of a run, or of a search with its best run, as one HTML page that opens offline: data, script and style are in it, and it fetches nothing.</summary>
internal static class ReportWriter
{
    /// <param name="output">Encoded as UTF-8 by whoever opened it, as the page says it is.</param>
    /// <param name="prices">The bars that were traded on, one series an instrument. Without any, the page has no price chart.</param>
    /// <param name="benchmark">What the run was measured against; null: nothing.</param>
    public static void Write(TextWriter output, BacktestResult result, IReadOnlyList<BarSeries> prices, BarSeries? benchmark) => Write(output, result, prices, benchmark, null);

    /// <param name="prices">As for a single run.</param>
    /// <param name="benchmark">As for a single run.</param>
    public static void Write(TextWriter output, OptimizationResult search, IReadOnlyList<BarSeries> prices, BarSeries? benchmark) => Write(output, search.Best, prices, benchmark, search);

    private static void Write(TextWriter output, BacktestResult result, IReadOnlyList<BarSeries> prices, BarSeries? benchmark, OptimizationResult? search)
    {
        var assets = ReportAssets.Embedded;
        output.Write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
        output.Write(assets.Policy);
        output.Write("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
        HtmlEncoder.Default.Encode(output, TitleOf(result, search is null ? "backtest" : "parameter search"));
        output.Write("</title>\n<style>");
        output.Write(assets.Style);
        output.Write("</style>\n</head>\n<body>\n<noscript>This report draws itself with JavaScript, which is switched off. Nothing is fetched and nothing is sent.</noscript>\n<script id=\"run\" type=\"application/json\">");
        WriteData(output, result, prices, benchmark, search);
        output.Write("</script>\n<script>");
        output.Write(assets.Script);
        output.Write("</script>\n</body>\n</html>\n");
    }

    private static void WriteData(TextWriter output, BacktestResult result, IReadOnlyList<BarSeries> prices, BarSeries? benchmark, OptimizationResult? search)
    {
        using var json = new Utf8JsonWriter(new TextBuffer(output));
        json.WriteStartObject();
        RunJson.Write(json, result, ChartSheet.Of(result, prices, benchmark));
        if (search is not null) SearchJson.Write(json, search);
        json.WriteEndObject();
    }

    private static string TitleOf(BacktestResult result, string kind)
    {
        var symbols = string.Join(", ", result.Manifest.Data.Select(series => series.Symbol).Distinct().Take(3));
        return $"{result.Manifest.Strategy} on {symbols}: AlgoTrendy {kind}";
    }
}
