using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Storage.Formats;

/// <summary>What a file says about whose data it holds, by its name, its folders or a column; what it does not say is null.</summary>
/// <param name="Ticker">In capital letters, as <see cref="Symbol"/> takes it. Contracts of futures are root, month letter and year: ESZ13. Perpetual futures end in -PERP.</param>
/// <param name="Venue">In capital letters: BINANCE, CME, US.</param>
public sealed record SymbolHint(string? Ticker, string? Venue = null, AssetClass? AssetClass = null)
{
    /// <summary>A future's root; null for everything that does not expire.</summary>
    public string? Root { get; init; }

    /// <summary>What the file itself says, where the user said something else; null where they agree.</summary>
    public Symbol? Contradicted { get; init; }

    /// <summary>The symbol, when both of its parts are known and well formed.</summary>
    public Symbol? Symbol => Ticker is { } ticker && Venue is { } venue && Core.Instruments.Symbol.TryParse(ticker + "." + venue, out var symbol) ? symbol : null;

    public override string ToString() => (Ticker ?? "?") + "." + (Venue ?? "?");
}
