using System.Globalization;

namespace AlgoTrendy.Storage.Formats.Binance;

/// <summary>The name of a Binance kline file: BTCUSDT-1m-2024-12.zip, BTCUSDT-1m-2024-12-01.csv.</summary>
/// <param name="IntervalText">As Binance writes it: 1s, 1m, 1h, 1d, 3d, 1w, 1mo.</param>
internal readonly record struct BinanceName(string Ticker, string IntervalText)
{
    private const string Perpetual = "_PERP";

    public static bool TryParse(string fileName, out BinanceName name)
    {
        name = default;
        var parts = fileName.Split('.')[0].Split('-');
        if (parts.Length is < 4 or > 5 || parts[0].Length == 0 || !parts[0].All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')) return false;
        if (!IsNumber(parts[2], 4) || !IsNumber(parts[3], 2) || parts.Length == 5 && !IsNumber(parts[4], 2)) return false;
        if (parts[1].Length < 2 || !char.IsAsciiDigit(parts[1][0])) return false;

        name = new(parts[0].ToUpperInvariant(), parts[1]);
        return true;
    }

    /// <summary>Null for weeks and months, which are not supported.</summary>
    public Interval? Interval => Core.Markets.Interval.TryParse(IntervalText, out var interval) ? interval : null;

    /// <summary>The ticker as it is kept: perpetual futures end in -PERP, spot pairs are as they are.</summary>
    public string TickerOf(bool isFuture) => Ticker.EndsWith(Perpetual, StringComparison.Ordinal) ? Ticker[..^Perpetual.Length] + "-PERP"
        : isFuture && !Ticker.Contains('_', StringComparison.Ordinal) ? Ticker + "-PERP" : Ticker;

    private static bool IsNumber(string text, int digits) => text.Length == digits && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
