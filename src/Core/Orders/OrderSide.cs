namespace AlgoTrendy.Core.Orders;

public enum OrderSide : byte
{
    Buy,
    Sell,
}
