using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Matching;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>Under which rules a paper venue trades, and what is listed there.</summary>
public sealed record PaperOptions
{
    /// <summary>As in the backtest that the session is to be compared with; pessimistic unless chosen otherwise.</summary>
    public MatchingRules Matching { get; init; } = MatchingRules.Pessimistic;

    /// <summary>Whether it owes what it sells; a cash account sells what it has.</summary>
    public AccountKind Kind { get; init; } = AccountKind.Margin;

    /// <summary>What can be traded from the start; <see cref="PaperBroker.List"/> adds to it.</summary>
    public IReadOnlyList<PaperListing> Listings { get; init; } = [];

    /// <summary>What the venue knew when it was last there.</summary>
    public PaperMemory Memory { get; init; } = new();

    /// <summary>The clock until the first event has come; from then on time is the market's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>An instrument of the paper venue, and what its orders trade against.</summary>
public sealed record PaperListing(Instrument Instrument, PaperSource Source);

/// <summary>Which events of an instrument its orders meet. A backtest takes ticks where it has any, or else the finest bars; all other events pass by.</summary>
public abstract record PaperSource
{
    private PaperSource() { }

    /// <param name="HasVolume">Whether the bars' volume counts something: one that is 0 then leaves no room. A backtest says yes where any bar of a series has one.</param>
    public sealed record Bars(Interval Interval, bool HasVolume = true) : PaperSource;

    /// <param name="HasQuotes">Whether quotes come too: orders then trade against them, and single trades only serve resting limits.</param>
    public sealed record Ticks(bool HasQuotes) : PaperSource;
}
