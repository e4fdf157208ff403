using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Brokers;

/// <summary>What a question to a venue came to. No answer is data, not an exception: it happens every day.</summary>
public abstract record Answer<T>
{
    private Answer() { }

    public sealed record Got(T Value) : Answer<T>;

    public sealed record Unavailable(Refusal Reason, TimeSpan? RetryAfter = null) : Answer<T>;
}

/// <summary>What a venue knows of one order.</summary>
public abstract record OrderAnswer
{
    private OrderAnswer() { }

    public sealed record Found(VenueOrder Order) : OrderAnswer;

    /// <summary>The venue has no such order now. It settles a matter only after its settling time, asked twice.</summary>
    public sealed record NotFound : OrderAnswer;

    /// <summary>It ended long ago without a fill, and the venue has put its details away.</summary>
    public sealed record Archived(string Message) : OrderAnswer;

    /// <summary>The venue did not answer; nothing is learned.</summary>
    public sealed record Unknown(Refusal Reason, TimeSpan? RetryAfter = null) : OrderAnswer;
}
