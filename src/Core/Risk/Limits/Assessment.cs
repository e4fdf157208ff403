using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk;

/// <summary>All that the gate has to say about an order, where <see cref="RiskGate.Judge"/> stops at the first refusal.</summary>
/// <param name="Refusals">The first is the one that the gate would give.</param>
/// <param name="Uses">Every limit that concerns the order, broken or not.</param>
public sealed record Assessment(IReadOnlyList<Refusal> Refusals, IReadOnlyList<LimitUse> Uses)
{
    public bool IsApproved => Refusals.Count == 0;

    public IEnumerable<LimitUse> Broken => Uses.Where(use => use.IsBroken);

    public IEnumerable<LimitUse> Warnings => Uses.Where(use => use.IsWarning);
}
