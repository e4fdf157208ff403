using System.Text.Json;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>The page's data: src/Web/report/document.ts names the same fields. The default encoder escapes every character that HTML could take for its own.</summary>
internal static class RunJson
{
    public const int MostTrades = 10_000;

    public static void Write(Utf8JsonWriter json, BacktestResult result, ChartSheet sheet)
    {
        WriteOutcome(json, result);
        json.Numbers("statistics", result.Statistics);
        json.Texts("models", result.Models);
        json.Texts("parameters", result.Parameters);
        json.Texts("assumptions", result.Assumptions);
        WriteManifest(json, result.Manifest);
        WriteMonths(json, MonthEnd.Of(result.Equity, result.StartEquity));
        WriteGaps(json, result.Gaps);
        WriteEvents(json, result);
        WriteTrades(json, TradeSelection.Of(result.Trades, MostTrades), result.Trades.Count);
        ChartJson.Write(json, sheet, result.Equity.Count);
    }

    private static void WriteOutcome(Utf8JsonWriter json, BacktestResult result)
    {
        json.WriteString("resultHash", result.ResultHash);
        json.WriteBoolean("isSimulated", result.IsSimulated);
        json.WriteString("lookahead", result.Lookahead);
        json.Texts("lookaheadFindings", result.LookaheadFindings);
        json.WriteNumber("bars", result.Bars);
        json.WriteNumber("elapsedMs", double.IsFinite(result.ElapsedMs) ? result.ElapsedMs : 0);
        json.WriteNumber("barsPerSecond", double.IsFinite(result.BarsPerSecond) ? result.BarsPerSecond : 0);
        json.WriteString("currency", result.Currency);
        json.WriteNumber("startEquity", result.StartEquity);
        json.WriteNumber("finalEquity", result.FinalEquity);
        json.WriteNumber("totalFees", result.TotalFees);
        json.WriteNumber("fills", result.Fills.Count);
    }

    private static void WriteManifest(Utf8JsonWriter json, RunManifest manifest)
    {
        json.WriteStartObject("manifest");
        json.WriteString("strategy", manifest.Strategy);
        json.WriteString("code", manifest.Code);
        json.WriteString("engine", manifest.Engine);
        json.WriteString("timeZones", manifest.TimeZones);
        json.WriteString("seed", manifest.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.Texts("parameters", manifest.Parameters);
        json.Texts("settings", manifest.Settings);
        json.WriteStartArray("data");
        foreach (var series in manifest.Data) WriteSeries(json, series);
        json.WriteEndArray();
        if (manifest.Benchmark is { } benchmark)
        {
            json.WritePropertyName("benchmark");
            WriteSeries(json, benchmark);
        }

        json.WriteEndObject();
    }

    private static void WriteSeries(Utf8JsonWriter json, ManifestSeries series)
    {
        json.WriteStartObject();
        json.WriteString("symbol", series.Symbol);
        json.WriteString("interval", series.Interval);
        json.Time("from", series.From);
        json.Time("to", series.To);
        json.WriteNumber("bars", series.Bars);
        json.WriteString("dataHash", series.DataHash);
        json.WriteString("instrumentHash", series.InstrumentHash);
        json.WriteEndObject();
    }

    private static void WriteMonths(Utf8JsonWriter json, IReadOnlyList<MonthEnd> months)
    {
        json.WriteStartArray("months");
        foreach (var month in months)
        {
            json.WriteStartObject();
            json.WriteNumber("year", month.Year);
            json.WriteNumber("month", month.Month);
            json.WriteNumber("equity", month.Equity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteGaps(Utf8JsonWriter json, IReadOnlyList<ResultGap> gaps)
    {
        json.WriteStartArray("gaps");
        foreach (var gap in gaps)
        {
            json.WriteStartObject();
            json.WriteString("symbol", gap.Symbol);
            json.Time("from", gap.From);
            json.Time("to", gap.To);
            json.WriteNumber("missingBars", gap.MissingBars);
            json.WriteNumber("ordersCancelled", gap.OrdersCancelled);
            json.WriteNumber("positionHeld", gap.PositionHeld);
            if (gap.PnlAcross is { } pnl) json.WriteNumber("pnlAcross", pnl);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEvents(Utf8JsonWriter json, BacktestResult result)
    {
        json.WriteStartArray("events");
        foreach (var happened in result.Events ?? [])
        {
            json.WriteStartObject();
            json.Time("time", happened.Time);
            json.WriteString("kind", happened.Kind);
            json.WriteString("text", happened.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (result.Band is not { } band) return;

        json.WriteStartObject("ambiguity");
        json.WriteNumber("bars", band.AmbiguousBars);
        json.WriteNumber("worst", band.Worst);
        json.WriteNumber("best", band.Best);
        json.WriteEndObject();
    }

    private static void WriteTrades(Utf8JsonWriter json, TradeSelection selection, int total)
    {
        string[] symbols = [.. selection.Trades.Select(trade => trade.Symbol).Distinct()];
        var places = symbols.Select((symbol, place) => (symbol, place)).ToDictionary(pair => pair.symbol, pair => pair.place);
        var trades = selection.Trades;
        json.WriteStartObject("trades");
        json.WriteNumber("total", total);
        json.Texts("symbols", symbols);
        json.Column("number", selection.Numbers, json.WriteNumberValue);
        json.Column("symbol", trades, trade => json.WriteNumberValue(places[trade.Symbol]));
        json.Column("isLong", trades, trade => json.WriteNumberValue(trade.Side == OrderSide.Buy ? 1 : 0));
        json.Column("quantity", trades, trade => json.Short(trade.Quantity.Value));
        json.Column("entryTime", trades, trade => json.WriteNumberValue(trade.EntryTime.ToUnixTimeMilliseconds()));
        json.Column("entryPrice", trades, trade => json.Short(trade.EntryPrice.Value));
        json.Column("exitTime", trades, trade => WriteOrNull(json, trade.ExitTime?.ToUnixTimeMilliseconds(), json.WriteNumberValue));
        json.Column("exitPrice", trades, trade => WriteOrNull(json, trade.ExitPrice?.Value, json.Short));
        json.Column("pnl", trades, trade => json.Short(trade.Pnl));
        json.Column("fees", trades, trade => json.Short(trade.Fees));
        json.Column("mae", trades, trade => WriteOrNull(json, trade.Mae, json.Short));
        json.Column("mfe", trades, trade => WriteOrNull(json, trade.Mfe, json.Short));
        json.WriteEndObject();
    }

    private static void WriteOrNull<TNumber>(Utf8JsonWriter json, TNumber? value, Action<TNumber> write)
        where TNumber : struct
    {
        if (value is { } number) write(number);
        else json.WriteNullValue();
    }
}
