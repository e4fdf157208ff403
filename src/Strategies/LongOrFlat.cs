using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Strategies;

/// <summary>Holds a share of the equity in one instrument, or nothing, as the signal says; trades only when the signal turns.</summary>
public abstract class LongOrFlat(decimal weight) : Strategy
{
    private bool _isLong;

    public override void OnOrder(Order order)
    {
        // What waited when data went missing was cancelled: the signal stands, so it has to be followed anew.
        if (order.State is OrderState.Cancelled { Reason.Code: RefusalCodes.DataGap }) _isLong = !Context.PositionOf(order.Instrument).IsFlat;
    }

    protected void Follow(Instrument instrument, bool wantsLong)
    {
        if (wantsLong == _isLong) return;

        _isLong = wantsLong;
        if (wantsLong) Context.SetHoldings(instrument, weight);
        else Context.Liquidate(instrument);
    }
}
