namespace AlgoTrendy.Connectors.Brokers;

/// <summary>Stable codes of what venues refuse, beside those of Core's orders. The sentence has the venue's own code and words.</summary>
public static class BrokerRefusals
{
    public const string AccountRestricted = "account-restricted";
    public const string BadRequest = "venue-bad-request";
    public const string Banned = "venue-banned";
    public const string ClockSkew = "clock-skew";
    public const string CredentialsRefused = "credentials-refused";

    /// <summary>An open order has this client order id: the write that nobody heard of has been done. Ask for it.</summary>
    public const string DuplicateOrder = "duplicate-order";

    public const string FilterFailed = "venue-filter";
    public const string MarketClosed = "market-closed";
    public const string NotSupported = "not-supported";
    public const string OrderNotOpen = Core.Orders.RefusalCodes.NotOpen;
    public const string RateLimited = "rate-limited";
    public const string Rejected = "venue-rejected";

    /// <summary>The order goes on under the id that it was replaced by.</summary>
    public const string Replaced = "replaced";

    public const string Unreachable = "venue-unreachable";
    public const string UnknownAnswer = "venue-answer-unclear";

    /// <summary>Whether a refusal says nothing about the order, so that the same may be taken later: nobody was reached, or nothing is taken from this account, or by this venue, now.</summary>
    public static bool IsPassing(string code) => code is Unreachable or RateLimited or Banned or ClockSkew or CredentialsRefused or AccountRestricted or MarketClosed;
}
