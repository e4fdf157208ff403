using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Doors;

/// <summary>What is to change of a waiting order; what is left out stays. Quantity is the whole, what has traded included.</summary>
internal sealed record AmendmentBody(Quantity? Quantity = null, Price? LimitPrice = null, Price? StopPrice = null, decimal? TrailAmount = null, decimal? TrailPercent = null);

/// <param name="Quantity">How much of the position; null: all.</param>
/// <param name="Lots">Which lots of it are closed first, by their numbers, in an account with specific lots.</param>
internal sealed record CloseBody(Quantity? Quantity = null, IReadOnlyList<long>? Lots = null);

/// <param name="StopPrice">Where; or a trailing distance instead.</param>
internal sealed record ProtectBody(Price? StopPrice = null, decimal? TrailAmount = null, decimal? TrailPercent = null);

/// <summary>What is to guard a position: a stop, a time, or both.</summary>
/// <param name="Kind">fixed, trailing or atr; null: no stop, only a time.</param>
/// <param name="StopPrice">Of a fixed one; or percent or amount instead.</param>
/// <param name="Percent">Distance in per cent: of the average entry price, or of the best price where it trails.</param>
/// <param name="Amount">Distance in money a unit.</param>
/// <param name="Multiple">Of atr: how many average ranges away.</param>
/// <param name="Period">Of atr: over how many bars; 14.</param>
/// <param name="Interval">Of atr: 1d.</param>
/// <param name="IsTrailing">Of atr: whether it follows the best price.</param>
/// <param name="CloseAfterSeconds">Close the position so many seconds from now; or closeAt instead.</param>
internal sealed record StopRuleBody(
    StopKind? Kind = null,
    Price? StopPrice = null,
    decimal? Percent = null,
    decimal? Amount = null,
    decimal? Multiple = null,
    int? Period = null,
    Interval? Interval = null,
    bool IsTrailing = false,
    int? CloseAfterSeconds = null,
    Instant64? CloseAt = null)
{
    public StopRuleChange For(string positionId) => new(positionId, Kind, StopPrice, Percent, Amount, Multiple, Period, Interval, IsTrailing, CloseAfterSeconds, CloseAt);
}

/// <param name="AccountId">Null: all.</param>
/// <param name="Reason">For people, kept with the change.</param>
internal sealed record ModeBody(string? AccountId = null, string? Reason = null);

/// <param name="AccountId">Null: all.</param>
/// <param name="Symbol">As the position has it, so that no other module is needed to read it; null: all.</param>
internal sealed record FlattenBody(string? AccountId = null, Symbol? Symbol = null);

/// <param name="CancelOrders">Whether waiting orders are cancelled first.</param>
internal sealed record DisconnectBody(bool CancelOrders = false);

/// <param name="DifferenceIds">Those that somebody has looked at.</param>
internal sealed record AcceptanceBody(IReadOnlyList<string> DifferenceIds, string? Note = null);

/// <param name="Kind">testnet or loopback; live is for the command line alone.</param>
/// <param name="Rest">Of a venue on this machine alone.</param>
/// <param name="Stream">Of a venue on this machine alone.</param>
/// <param name="OptIn">Known so that the refusal of live ones can say why; means nothing here.</param>
internal sealed record CredentialBody(CredentialKind Kind, string Key, string Secret, string? Rest = null, string? Stream = null, OptIn? OptIn = null)
{
    /// <summary>Whatever prints it prints no secret.</summary>
    public override string ToString() => $"{nameof(CredentialBody)} (hidden)";
}
