using System.Text.Json;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>The charts' part of the page's data, in columns: src/Web/report/document.ts names the same fields.</summary>
internal static class ChartJson
{
    public static void Write(Utf8JsonWriter json, ChartSheet sheet, int equityPoints)
    {
        json.WriteStartObject("chart");
        json.Column("times", sheet.Times);
        json.WriteStartArray("instruments");
        foreach (var candles in sheet.Instruments) WriteInstrument(json, candles, sheet);
        json.WriteEndArray();
        WriteEquity(json, sheet.Equity, equityPoints);
        WriteMarkers(json, sheet.Markers);
        WriteBenchmark(json, sheet.Benchmark);
        json.WriteEndObject();
    }

    private static void WriteInstrument(Utf8JsonWriter json, Candles candles, ChartSheet sheet)
    {
        var instrument = candles.Bars.Instrument;
        json.WriteStartObject();
        json.WriteString("symbol", instrument.Symbol.ToString());
        json.WriteString("currency", instrument.Currency.Code);
        json.WriteNumber("decimals", DecimalsOf(instrument.TickSize));
        json.WriteNumber("multiplier", instrument.Multiplier);
        json.WriteBoolean("hasVolume", instrument.HasVolume);
        json.WriteBoolean("isSimulated", instrument.IsSimulated);
        json.WriteString("interval", candles.Bars.Interval.ToString());
        json.WriteNumber("bars", candles.Bars.Count);
        json.WriteNumber("stepSeconds", candles.IsThinned ? candles.Step.Seconds : 0);
        // Nearly always the shared times; then they are not written twice.
        if (candles.Times.Length != sheet.Times.Length) json.Column("times", candles.Times);
        json.Column("open", candles.Open);
        json.Column("high", candles.High);
        json.Column("low", candles.Low);
        json.Column("close", candles.Close);
        if (instrument.HasVolume) json.Column("volume", candles.Volume);
        json.WriteEndObject();
    }

    private static void WriteEquity(Utf8JsonWriter json, EquityCurve equity, int points)
    {
        json.WriteStartObject("equity");
        json.WriteNumber("points", points);
        json.Column("places", equity.Places);
        json.Column("last", equity.Last);
        // Where each point stands for one only, lowest and highest say nothing new.
        if (points > equity.Last.Length)
        {
            json.Column("low", equity.Low);
            json.Column("high", equity.High);
        }

        json.Column("drawdown", equity.Drawdown);
        json.WriteEndObject();
    }

    private static void WriteMarkers(Utf8JsonWriter json, IReadOnlyList<FillMarker> markers)
    {
        json.WriteStartObject("markers");
        json.Column("instrument", markers, marker => json.WriteNumberValue(marker.Instrument));
        json.Column("place", markers, marker => json.WriteNumberValue(marker.Place));
        json.Column("isBuy", markers, marker => json.WriteNumberValue(marker.Side == OrderSide.Buy ? 1 : 0));
        json.Column("isEntry", markers, marker => json.WriteNumberValue(marker.IsEntry ? 1 : 0));
        json.Column("count", markers, marker => json.WriteNumberValue(marker.Count));
        json.Column("quantity", markers, marker => json.WriteNumberValue(marker.Quantity));
        json.Column("price", markers, marker => json.Short(marker.Price));
        json.WriteEndObject();
    }

    private static void WriteBenchmark(Utf8JsonWriter json, BenchmarkLine? held)
    {
        if (held is null) return;

        json.WriteStartObject("benchmark");
        json.WriteString("symbol", held.Symbol);
        json.WriteNumber("return", held.Return);
        json.WriteNumber("maxDrawdown", held.MaxDrawdown);
        json.Column("growth", held.Growth);
        json.WriteEndObject();
    }

    private static int DecimalsOf(decimal tick)
    {
        // Dividing by one with a long scale drops the trailing zeros: 0.0100 has two decimals.
        const decimal One = 1.0000000000000000000000000000m;
        return (tick / One).Scale;
    }
}
