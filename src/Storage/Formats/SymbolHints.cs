using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Puts what the user said about a symbol before what the file says.</summary>
internal static class SymbolHints
{
    public static SymbolHint Override(SymbolHint hint, FormatOptions options)
    {
        var assetClass = options.AssetClass ?? hint.AssetClass;
        if (options.Symbol is not { } text) return hint with { AssetClass = assetClass };

        return Symbol.TryParse(text.ToUpperInvariant(), out var symbol)
            ? new(symbol.Ticker, symbol.Venue, assetClass)
            : new(text.ToUpperInvariant(), hint.Venue, assetClass);
    }
}
