using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Trading;

/// <summary>How a rule finds its stop.</summary>
public enum StopKind
{
    /// <summary>At a price, or at a distance from the average entry price; it stays there.</summary>
    Fixed,

    /// <summary>At a distance from the best price since the rule was attached; it never moves back.</summary>
    Trailing,

    /// <summary>At a multiple of the average true range, fixed or trailing.</summary>
    Atr,
}

/// <summary>Who sees to it that a rule's stop is one.</summary>
public enum StopHolder
{
    /// <summary>An order that rests at the venue: it works while the platform is down.</summary>
    Venue,

    /// <summary>The account's writer, which watches the price and closes at the market.</summary>
    Platform,
}

public enum StopRuleStatus
{
    /// <summary>The stop is on its way to the venue.</summary>
    Placing,

    /// <summary>The stop rests at the venue and covers all that can be sold.</summary>
    Resting,

    /// <summary>The platform watches price and time.</summary>
    Watching,

    /// <summary>Price or time has come: the position is being closed.</summary>
    Closing,
}

/// <summary>What is to guard a position: a stop, a time, or both. It takes the place of what guarded it before, and ends with the position.</summary>
/// <param name="Kind">Null: no stop, only a time.</param>
/// <param name="StopPrice">Of a fixed one; or a distance instead.</param>
/// <param name="Percent">Distance in per cent: of the average entry price, or of the best price where it trails.</param>
/// <param name="Amount">Distance in money a unit of the price.</param>
/// <param name="Multiple">Of atr: how many average ranges away.</param>
/// <param name="Period">Of atr: over how many bars; 14.</param>
/// <param name="Interval">Of atr: how long a bar is; 1d.</param>
/// <param name="IsTrailing">Of atr: whether it follows the best price; otherwise it stays at the distance from the average entry price.</param>
/// <param name="CloseAfterSeconds">Close the position so many seconds from now; or CloseAt instead.</param>
/// <param name="CloseAt">Close it then, UTC; in a replay by the market's time.</param>
public sealed record StopRuleChange(
    string PositionId,
    StopKind? Kind = null,
    Price? StopPrice = null,
    decimal? Percent = null,
    decimal? Amount = null,
    decimal? Multiple = null,
    int? Period = null,
    Interval? Interval = null,
    bool IsTrailing = false,
    int? CloseAfterSeconds = null,
    Instant64? CloseAt = null);

public sealed record PositionName(string PositionId);

/// <summary>The rule as it stands, or as it ended; or a refusal.</summary>
public sealed record StopRuleReply(StopRuleView? Rule, TradingRefusal? Refusal);

/// <param name="Unread">Of all accounts, those that cannot be read now; null: all can.</param>
public sealed record StopRuleList(IReadOnlyList<StopRuleView> Items, TradingRefusal? Refusal = null, IReadOnlyList<UnreadAccount>? Unread = null);

/// <summary>A rule, as shown. Prices are in the instrument's currency, times UTC.</summary>
/// <param name="AverageRange">Of atr: as it was when the rule was attached.</param>
/// <param name="IsTrailing">Whether the stop follows the best price.</param>
/// <param name="BestPrice">Since the rule was attached, as last counted; null where the stop stays.</param>
/// <param name="StopsAt">Where the stop lies now; null without one.</param>
/// <param name="OrderId">The order that was last sent for it and is not over; null while there is none.</param>
/// <param name="Trouble">Why the venue does not hold the stop, in a sentence; null when nothing is the matter.</param>
public sealed record StopRuleView(
    string PositionId,
    string AccountId,
    Symbol Symbol,
    StopKind? Kind,
    Price? StopPrice,
    decimal? Percent,
    decimal? Amount,
    decimal? Multiple,
    int? Period,
    Interval? Interval,
    decimal? AverageRange,
    bool IsTrailing,
    Instant64? CloseAt,
    decimal? BestPrice,
    Price? StopsAt,
    StopHolder HeldAt,
    StopRuleStatus Status,
    string? OrderId,
    string? Trouble,
    Instant64 AttachedAt,
    Instant64 UpdatedAt);
