using AlgoTrendy.Core.Instruments.CorporateActions;

namespace AlgoTrendy.Storage.Formats;

/// <summary>What a file turned out to be: one of the records below, no other.</summary>
/// <param name="Path">As it was given.</param>
public abstract record FileReading(string Path)
{
    private protected static readonly IReadOnlyList<string> Nothing = [];
}

/// <summary>Nothing of it can be used: unknown, ambiguous, damaged, or of a kind that is not supported.</summary>
/// <param name="Reason">A sentence that says why.</param>
/// <param name="Choices">Options that settle it, as the command line takes them: "--time-zone America/New_York".</param>
public sealed record FileRefusal(string Path, string Reason, IReadOnlyList<string> Choices) : FileReading(Path)
{
    public FileRefusal(string path, string reason) : this(path, reason, Nothing) { }
}

/// <summary>Dividends and splits of a stock.</summary>
/// <param name="Name">The security's name in its ticker map file: its last ticker.</param>
public sealed record FactorFile(string Path, string Name, string Venue, AdjustmentFactors Factors) : FileReading(Path);

/// <summary>The tickers that a security had.</summary>
public sealed record TickerMapFile(string Path, string Venue, TickerMap Map) : FileReading(Path);

/// <summary>Describes instruments, not prices: for the catalogue to read.</summary>
public sealed record CatalogueFile(string Path, CatalogueKind Kind) : FileReading(Path);

public enum CatalogueKind
{
    /// <summary>LEAN's market-hours-database.json: sessions, holidays, time zones.</summary>
    MarketHours,

    /// <summary>LEAN's symbol-properties-database.csv: tick and lot sizes, multipliers, currencies.</summary>
    SymbolProperties,
}
