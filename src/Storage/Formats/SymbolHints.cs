using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Puts what the user said about a symbol before what the file says.</summary>
internal static class SymbolHints
{
    public static SymbolHint Override(SymbolHint hint, FormatOptions options)
    {
        var assetClass = options.AssetClass ?? hint.AssetClass;
        if (options.Symbol is not { } text) return hint with { AssetClass = assetClass };

        var said = Symbol.TryParse(text.ToUpperInvariant(), out var symbol)
            ? new SymbolHint(symbol.Ticker, symbol.Venue, assetClass)
            : new SymbolHint(text.ToUpperInvariant(), hint.Venue, assetClass);
        // A name without a venue is only a file's name; one with a venue says whose rows these are.
        return hint.Symbol is { } own && own != said.Symbol ? said with { Contradicted = own } : said;
    }
}
