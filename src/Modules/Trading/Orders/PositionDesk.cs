using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Protecting;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Closes positions and puts stops under them, also where the gate is shut.</summary>
internal sealed class PositionDesk(AccountDesks desks, OrderDesk orders)
{
    public async Task<OrderReply> Close(PositionClose close, CancellationToken ct)
    {
        if (PositionFieldCheck.FaultOf(close) is { } fault) return OrderReply.No(fault);
        var asked = Requests.Fingerprint(close with { IdempotencyKey = null, WaitMs = 0 });
        if (await Before(close.PositionId, close.IdempotencyKey, asked, ct) is { } first) return first;
        var (held, refusal) = await Held(close.PositionId);
        if (held is not { } position) return OrderReply.No(refusal!);
        if (close.Quantity is { } wanted && wanted > position.Quantity) return OrderReply.No(new("invalid", $"{position.Quantity} is held; {wanted} cannot be closed.", "quantity"));

        var desk = position.Desk;
        var order = Exit(position, OrderType.Market, close.Quantity ?? position.Quantity) with { ReduceOnly = KnowsReduceOnly(desk), Tag = "close", Lots = close.Lots, IdempotencyKey = close.IdempotencyKey, WaitMs = close.WaitMs };
        // The same request that is still under way takes nothing away: it is answered with what it comes to. Nor does one that can come to nothing.
        var isAgain = close.IdempotencyKey is { } key && await desk.Writer.Do(step => step.State.Requests.ContainsKey(key));
        if (!isAgain && await OrderDesk.MistakeIn(desk, order, ct) is { } mistake) return OrderReply.No(mistake);
        try
        {
            return isAgain || await StopRelease.Of(desk, position.Symbol, order.Quantity, ct)
                ? await orders.Place(order, OrderPurpose.Protect, isEmergency: true, ct, asked, closes: true)
                : OrderReply.No(new("exits-open", $"The venue has not said that the exits of {position.Symbol} are cancelled, which tie it up: nothing was closed. They are placed again where they were cancelled."));
        }
        finally
        {
            // Whatever came of it: what is still held is guarded again.
            await desk.Writer.Do(step => ExitsAside.Begin(step, position.Symbol, null));
        }
    }

    public async Task<OrderReply> Protect(PositionProtection protection, CancellationToken ct)
    {
        if (PositionFieldCheck.FaultOf(protection) is { } fault) return OrderReply.No(fault);
        var asked = Requests.Fingerprint(protection with { IdempotencyKey = null, WaitMs = 0 });
        if (await Before(protection.PositionId, protection.IdempotencyKey, asked, ct) is { } first) return first;
        var (held, refusal) = await Held(protection.PositionId);
        if (held is not { } position) return OrderReply.No(refusal!);

        var order = Exit(position, protection.StopPrice is null ? OrderType.TrailingStop : OrderType.Stop, position.Quantity) with
        {
            ReduceOnly = KnowsReduceOnly(position.Desk),
            StopPrice = protection.StopPrice,
            TrailAmount = protection.TrailAmount,
            TrailPercent = protection.TrailPercent,
            Tag = "protect",
            IdempotencyKey = protection.IdempotencyKey,
            WaitMs = protection.WaitMs,
        };
        return await orders.Place(order, OrderPurpose.Protect, isEmergency: true, ct, asked);
    }

    // What came of it before counts, whatever has become of the position since.
    private async Task<OrderReply?> Before(string positionId, string? key, string asked, CancellationToken ct) =>
        key is not null && Names.ReadPositionId(positionId) is { } name && await desks.Find(name.Account) is { Desk: { } desk } ? await orders.Again(desk, key, asked, ct) : null;

    // Where a venue knows it, an exit that outlives its position opens no other.
    private static bool KnowsReduceOnly(AccountDesk desk) => desk.Connection is { Broker.Capabilities.ReduceOnly: true };

    private static NewOrder Exit((AccountDesk Desk, Core.Instruments.Symbol Symbol, OrderSide Side, Core.Values.Quantity Quantity) position, OrderType type, Core.Values.Quantity quantity) =>
        new(position.Desk.Id, position.Symbol.ToString(), position.Side, type, quantity);

    private async Task<((AccountDesk Desk, Core.Instruments.Symbol Symbol, OrderSide Side, Core.Values.Quantity Quantity)?, TradingRefusal?)> Held(string positionId)
    {
        var none = new TradingRefusal("unknown-position", $"There is no position '{positionId}'; a position is account:SYMBOL, as in paper:BTCUSDT.SIM.");
        if (Names.ReadPositionId(positionId) is not { } name || await desks.Find(name.Account) is not { Desk: { } desk }) return (null, none);

        return await desk.Writer.Do<((AccountDesk, Core.Instruments.Symbol, OrderSide, Core.Values.Quantity)?, TradingRefusal?)>(step => step.State.Live.PositionOf(name.Symbol) is { IsFlat: false } held
            ? ((desk, name.Symbol, held.Quantity > 0m ? OrderSide.Sell : OrderSide.Buy, step.State.ClosableOf(held)), null)
            : (null, none));
    }
}
