using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>What came of a request on the wire, before anybody asks what it means.</summary>
internal abstract record Reply
{
    private Reply() { }

    /// <summary>Nothing left this machine.</summary>
    public sealed record NotSent(Refusal Reason, TimeSpan? RetryAfter = null) : Reply;

    /// <summary>It may have arrived; no answer came.</summary>
    public sealed record Lost(string Why) : Reply;

    public sealed record Said(int Status, byte[] Body, TimeSpan? RetryAfter) : Reply
    {
        public bool IsSuccess => Status is >= 200 and < 300;
    }
}
