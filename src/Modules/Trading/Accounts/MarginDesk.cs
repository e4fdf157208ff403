using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>Answers a margin call of a paper account as a backtest does: what waits ends, and what equity no longer carries is closed by orders of the account. A real venue does so itself.</summary>
internal static class MarginDesk
{
    public static void Look(Step step, ICourier courier, PaperBroker venue)
    {
        var state = step.State;
        if (state.Live.AnswerMarginCall(state.Waiting) is not { } answer) return;

        step.Alert(RefusalCodes.MarginCall, answer.Reason.Message);
        var waiting = state.Open.Values.Where(live => live.IsAtVenue).Select(live => live.Key).ToArray();
        step.After(() => venue.End(waiting, answer.Reason));
        foreach (var request in answer.Orders)
        {
            var order = new NewOrder(null, request.Instrument.Symbol.ToString(), request.Side, OrderType.Market, request.Quantity, ReduceOnly: request.ReduceOnly, Tag: request.Tag);
            OrderEntry.Enter(step, courier, new(order, request.Instrument, OrderPurpose.Protect, IsEmergency: true));
        }
    }
}
