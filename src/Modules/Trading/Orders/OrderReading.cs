using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Makes an order of its row. What was under way when it was written down is unknown now: only the venue can say what came of it.</summary>
internal static class OrderReading
{
    /// <param name="entry">The order whose fills bring it to life; null where there is none.</param>
    public static LiveOrder ToLive(this OrderRow row, Instrument instrument, Order? entry)
    {
        var terms = new FlatTerms(row.Type, row.LimitPrice, row.StopPrice, row.TrailAmount, row.TrailPercent, row.PostOnly);
        var request = new OrderRequest(instrument, row.Side, new(row.Quantity), terms.ToTerms(), row.TimeInForce, row.Tag) { ReduceOnly = row.ReduceOnly, ExpiresAt = row.ExpiresAt, Lots = LotNumbers.Read(row.Lots) };
        var group = row.GroupNumber is { } number ? new OrderGroup(new(number), row.GroupType!.Value, entry) : null;
        var order = new Order(new(row.Number), request, row.CreatedAt, group);
        if (row.NextQuantity is { } wanted) order.Wanted = ((terms with { Limit = row.NextLimitPrice, Stop = row.NextStopPrice, TrailAmount = row.NextTrailAmount, TrailPercent = row.NextTrailPercent }).ToTerms(), new(wanted));
        Walk(order, row);
        return new(row.AccountId, order, new(row.ClientId))
        {
            VenueId = row.VenueId,
            Purpose = row.Purpose,
            PortfolioId = row.PortfolioId,
            StrategyId = row.StrategyId,
            IsForeign = row.IsForeign,
            HasLateFill = row.HasLateFill,
            Version = row.Version,
            NextClientId = row.NextClientId is { } next ? new(next) : null,
            CancelWanted = row.CancelWanted || row.Status == OrderStatus.PendingCancel,
            FilledBefore = row.FilledBefore,
            FilledWorth = row.FilledWorth,
            UnknownSince = row.UnknownSince,
            UpdatedAt = row.UpdatedAt,
        };
    }

    private static void Walk(Order order, OrderRow row)
    {
        if (row.Status == OrderStatus.New) return;
        order.MoveTo(OrderState.PendingRisk);
        if (row.Status == OrderStatus.Rejected && row.Filled == 0m)
        {
            order.MoveTo(new OrderState.Rejected(ReasonOf(row)));
            return;
        }

        order.MoveTo(OrderState.Submitting);
        if (row.Filled > 0m) order.Fill(new(row.Filled));
        switch (row.Status)
        {
            case OrderStatus.Cancelled: order.MoveTo(new OrderState.Cancelled(ReasonOf(row))); break;
            case OrderStatus.Expired: order.MoveTo(new OrderState.Expired(ReasonOf(row))); break;
            case OrderStatus.Accepted: order.MoveTo(OrderState.Accepted); break;
            case OrderStatus.Submitting or OrderStatus.PendingReplace or OrderStatus.PendingCancel or OrderStatus.Unknown when !order.IsOver:
                order.MoveTo(new OrderState.Unknown(row.UnknownSince ?? row.UpdatedAt)); break;
        }
    }

    private static Refusal ReasonOf(OrderRow row) => new(row.ReasonCode ?? RefusalCodes.Cancelled, row.ReasonMessage ?? "");
}
