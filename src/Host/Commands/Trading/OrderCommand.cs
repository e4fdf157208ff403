using System.CommandLine;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Everything about orders.</summary>
internal sealed class OrderCommand(Surroundings surroundings)
{
    public Command Create() => new("order", "Place, change, cancel and show orders")
    {
        new OrderPlaceCommand(surroundings, OrderSide.Buy).Create(),
        new OrderPlaceCommand(surroundings, OrderSide.Sell).Create(),
        new OrderAmendCommand(surroundings).Create(),
        new OrderCancelCommand(surroundings).Create(),
        new OrderListCommand(surroundings).Create(),
        new OrderShowCommand(surroundings).Create(),
    };
}
