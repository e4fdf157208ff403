using AlgoTrendy.Core.Orders;
using AlgoTrendy.Tests.Fast.Core.Engine;

namespace AlgoTrendy.Tests.Fast.Core.Orders;

/// <summary>Every pair of states: what may follow what, written down a second time.</summary>
public class OrderLifeTests
{
    private static readonly Dictionary<OrderStatus, string> Next = new()
    {
        [OrderStatus.New] = "PendingRisk Cancelled",
        [OrderStatus.PendingRisk] = "Rejected Submitting Cancelled",
        [OrderStatus.Rejected] = "PartiallyFilled Filled",
        [OrderStatus.Submitting] = "Rejected Accepted PartiallyFilled Filled Cancelled Expired Unknown",
        [OrderStatus.Accepted] = "PartiallyFilled Filled PendingReplace PendingCancel Cancelled Expired Unknown",
        [OrderStatus.PartiallyFilled] = "PartiallyFilled Filled PendingReplace PendingCancel Cancelled Expired Unknown",
        [OrderStatus.Filled] = "",
        [OrderStatus.PendingReplace] = "Accepted PartiallyFilled Filled PendingCancel Cancelled Expired Unknown",
        [OrderStatus.PendingCancel] = "Accepted PartiallyFilled Filled Cancelled Expired Unknown",
        [OrderStatus.Cancelled] = "PartiallyFilled Filled",
        [OrderStatus.Expired] = "PartiallyFilled Filled",
        [OrderStatus.Unknown] = "Rejected Accepted PartiallyFilled Filled Cancelled Expired Unknown",
    };

    public static TheoryData<OrderStatus, OrderStatus> Pairs
    {
        get
        {
            var pairs = new TheoryData<OrderStatus, OrderStatus>();
            foreach (var from in Enum.GetValues<OrderStatus>())
                foreach (var to in Enum.GetValues<OrderStatus>()) pairs.Add(from, to);
            return pairs;
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_state_follows_another_only_where_the_table_says_so(OrderStatus from, OrderStatus to) =>
        Assert.Equal(Next[from].Split(' ').Contains(to.ToString()), OrderLife.MayFollow(from, to));

    [Fact]
    public void A_forbidden_move_throws_and_changes_nothing()
    {
        var order = new Order(new(1), OrderRequest.Market(Market.Coin, OrderSide.Buy, new(1m)), Market.Start);

        Assert.Throws<InvalidOperationException>(() => order.MoveTo(OrderState.Filled));

        Assert.Equal(OrderStatus.New, order.Status);
    }

    [Fact]
    public void A_fill_that_comes_after_the_cancel_still_counts()
    {
        var order = new Order(new(1), OrderRequest.Market(Market.Coin, OrderSide.Buy, new(2m)), Market.Start);
        foreach (var state in (OrderState[])[OrderState.PendingRisk, OrderState.Submitting, OrderState.Accepted, new OrderState.Cancelled(new("cancelled", "On request."))]) order.MoveTo(state);

        order.Fill(new(2m));

        Assert.Equal((OrderStatus.Filled, 2m), (order.Status, order.Filled.Value));
    }
}
