using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Brokers;

/// <summary>What came of asking a venue to do something: yes, no, or nobody knows. Never a guess.</summary>
public abstract record WriteOutcome
{
    private WriteOutcome() { }

    /// <summary>The venue has done it. More than one order where it was one request for several.</summary>
    public sealed record Accepted(IReadOnlyList<VenueOrder> Orders) : WriteOutcome
    {
        public VenueOrder Order => Orders[0];
    }

    /// <summary>The venue has not done it and will not: it said so, or nothing was ever sent.</summary>
    /// <param name="RetryAfter">When the same may be asked again; null where waiting does not help.</param>
    public sealed record Refused(Refusal Reason, TimeSpan? RetryAfter = null) : WriteOutcome;

    /// <summary>It may or may not have been done; only the venue's answer to <see cref="IBroker.Find"/> leads out.</summary>
    public sealed record Unknown(string Why) : WriteOutcome;
}

/// <summary>What came of a replace, which is two writes and can succeed by half.</summary>
public abstract record ReplaceOutcome
{
    private ReplaceOutcome() { }

    public sealed record Replaced(VenueOrder Order) : ReplaceOutcome;

    /// <summary>The old order is as it was; there is no new one.</summary>
    public sealed record Kept(Refusal Reason, TimeSpan? RetryAfter = null) : ReplaceOutcome;

    /// <summary>The old order is gone and there is no new one: what it protected is bare.</summary>
    public sealed record OnlyCancelled(Refusal Reason) : ReplaceOutcome;

    /// <summary>Either order may be there, or both, or none: ask for both.</summary>
    public sealed record Unknown(string Why) : ReplaceOutcome;
}
