using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>Binance's names and rules as ours: BTCUSDT is BTCUSDT.BINANCE, filters are the instrument's grid.</summary>
internal static class Symbols
{
    public const string Venue = "BINANCE";

    // A rule that is switched off has 0; then the finest step that Binance counts in holds.
    private const decimal Finest = 0.00000001m;

    public static Symbol Of(string ticker) => new(ticker, Venue);

    /// <summary>Null for what can't be named or traded: a symbol that is not of plain letters, or is halted.</summary>
    public static Instrument? Instrument(SymbolMessage message)
    {
        if (message.Status != "TRADING" || !Symbol.TryParse($"{message.Symbol}.{Venue}", out var symbol)) return null;
        if (CurrencyOf(message.BaseAsset) is not { } traded || CurrencyOf(message.QuoteAsset) is not { } quoted) return null;

        var (price, lot) = (Filter(message, "PRICE_FILTER"), Filter(message, "LOT_SIZE"));
        var worth = Filter(message, "NOTIONAL") ?? Filter(message, "MIN_NOTIONAL");
        return new()
        {
            Symbol = symbol,
            AssetClass = AssetClass.Crypto,
            Currency = quoted,
            BaseCurrency = traded,
            Description = $"{message.BaseAsset}/{message.QuoteAsset} on Binance Spot",
            TickSize = Step(price?.TickSize),
            LotSize = Step(lot?.StepSize),
            MinQuantity = lot?.MinQty is > 0m ? Trimmed(lot.MinQty.Value) : null,
            MinNotional = Trimmed(worth?.MinNotional ?? 0m),
        };
    }

    /// <summary>Null for a name that is none of ours: test networks list coins in Chinese.</summary>
    public static Currency? CurrencyOf(string asset)
    {
        var isCode = asset is { Length: > 0 and <= 16 } && asset.All(letter => letter is (>= 'A' and <= 'Z') or (>= '0' and <= '9'));
        return isCode ? new Currency(asset) : null;
    }

    private static FilterMessage? Filter(SymbolMessage message, string type) => message.Filters.FirstOrDefault(filter => filter.FilterType == type);

    private static decimal Step(decimal? step) => step is > 0m ? Trimmed(step.Value) : Finest;

    // 0.01000000 and 0.01 are one number, and must read alike where rules are compared and shown.
    private static decimal Trimmed(decimal value) => value / 1.0000000000000000000000000000m;
}
