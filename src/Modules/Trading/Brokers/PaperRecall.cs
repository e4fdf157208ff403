using System.Text.Json;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Contracts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>What the paper venue has to be told when it begins anew: the account's own tables are its memory. An order whose acceptance was never kept never came to it.</summary>
internal static class PaperRecall
{
    public static PaperMemory Of(AccountState state)
    {
        var marks = state.Row.VenueMarks is { } text ? JsonSerializer.Deserialize<VenueMarks>(text, Wire.Contract) : null;
        return Of(state, marks);
    }

    private static PaperMemory Of(AccountState state, VenueMarks? marks)
    {
        LiveOrder[] remembered = [.. Remembered(state).OrderBy(live => live.Number)];
        var names = remembered.ToDictionary(live => live.Number, live => live.ClientId);
        return Of(state, marks, [.. remembered.Select(live => Seed(live, names))]);
    }

    private static PaperMemory Of(AccountState state, VenueMarks? marks, IReadOnlyList<SeededOrder> orders) => new()
    {
        Orders = [.. orders.Select(one => one with { Mark = marks is not null && marks.Orders.TryGetValue(one.Ticket.Id.Value, out var mark) ? mark : null })],
        Positions = [.. state.Live.Account.Positions.Where(position => !position.IsFlat).Select(position => new SeededPosition(position.Instrument.Symbol, position.Quantity, position.Cost))],
        Cash = [.. state.Live.Account.Balances, .. state.Live.Unpriced.Select(amount => new Money(amount.Value, amount.Key))],
        LastExecutionId = state.Executions.Count == 0 ? 0 : state.Executions.Max(execution => execution.Id),
        HeardThrough = state.Row.HeardThrough ?? long.MinValue,
        Time = marks?.Time,
    };

    // Entries that are over belong to their exits.
    private static IEnumerable<LiveOrder> Remembered(AccountState state) => state.Open.Values.Where(live => live.VenueId is not null)
        .Concat(state.Entries)
        .DistinctBy(live => live.Number);

    /// <param name="names">What the venue calls them now: a bracket is named by its entry, which has another name after a change.</param>
    private static SeededOrder Seed(LiveOrder live, Dictionary<long, ClientOrderId> names)
    {
        var order = live.Order;
        var ticket = new OrderTicket(live.ClientId, order.Instrument.Symbol, order.Side, new(order.Quantity.Value - live.FilledBefore), order.Terms, order.Request.TimeInForce, live.Purpose)
        {
            ReduceOnly = order.IsReduceOnly,
            ExpiresAt = order.Request.ExpiresAt,
        };
        var filled = order.Filled.Value - live.FilledBefore;
        return new(ticket, filled, order.CreatedAt)
        {
            FilledBefore = live.FilledBefore,
            Status = order.Status switch
            {
                OrderStatus.Filled => VenueOrderStatus.Filled,
                OrderStatus.Cancelled => VenueOrderStatus.Cancelled,
                OrderStatus.Expired => VenueOrderStatus.Expired,
                OrderStatus.Rejected => VenueOrderStatus.Rejected,
                _ => filled > 0m ? VenueOrderStatus.PartiallyFilled : VenueOrderStatus.Open,
            },
            Group = order.Group is not { } group ? null
                : group.Type == OrderGroupType.Oco ? new(Names.ListId(live.AccountId, group.Id.Value), group.Type)
                : new(names.TryGetValue(group.Id.Value, out var entry) ? entry : Names.ClientId(live.AccountId, group.Id.Value, 0), group.Type),
        };
    }
}
