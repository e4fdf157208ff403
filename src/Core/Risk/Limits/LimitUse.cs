using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk;

/// <summary>How much of a limit is used, and how much would be once the order has traded. Of rules that only forbid, 1 is forbidden.</summary>
/// <param name="Code">The rule's, as a refusal has it.</param>
/// <param name="Now">With what is held and waits, in the limit's unit.</param>
/// <param name="WouldBe">With the order too.</param>
/// <param name="UsedNow">The share of the limit that is used already.</param>
/// <param name="Used">The share of the limit that would be used: 1 is exactly all of it.</param>
/// <param name="Refusal">Null where the order passes.</param>
public sealed record LimitUse(Limit Limit, string Code, decimal Now, decimal WouldBe, decimal UsedNow, decimal Used, Refusal? Refusal)
{
    public bool IsBroken => Refusal is not null;

    /// <summary>Whether people are to be warned: the limit is nearly used up, or more than that.</summary>
    public bool IsWarning => Limit.WarnAt is { } from && Used >= from;
}
