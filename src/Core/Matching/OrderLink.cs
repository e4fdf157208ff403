using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Matching;

/// <summary>Ties the orders of a group that may trade only so much together: the legs of an OCO, the exits of a bracket.</summary>
internal sealed class OrderLink(OrderGroup group)
{
    public OrderGroup Group => group;

    /// <summary>What the group may trade: the largest leg of an OCO that is left, what the entry of a bracket has filled.</summary>
    public decimal Budget { get; set; }

    public decimal Used { get; set; }

    /// <summary>Whether a split has changed what it may trade, so that its orders no longer tell it.</summary>
    public bool IsDivided { get; private set; }

    /// <summary>After a split what is left to trade is as much more or less as what each of its orders has left.</summary>
    public void Divide(decimal factor, Instrument instrument) => (Budget, IsDivided) = (Used + instrument.RoundDownToLot((Budget - Used) / factor).Value, true);

    /// <summary>What it may trade is known from before.</summary>
    public void Remember(decimal budget) => (Budget, IsDivided) = (budget, true);

    /// <summary>Whether nothing is left to trade and nothing more will come: the others of the group end.</summary>
    public bool IsSpent => Used >= Budget && (group.Entry is null || group.Entry.IsOver);
}
