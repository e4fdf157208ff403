using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform;
using NodaTime;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>What `order buy` and `order sell` take, and the order that it makes: its type follows from the prices that are given.</summary>
internal sealed class OrderOptions
{
    private readonly Argument<string> _symbol = new("SYMBOL") { Description = "What to trade, in any usual spelling" };
    private readonly Argument<decimal?> _quantity = new("QUANTITY") { Description = "How much", Arity = ArgumentArity.ExactlyOne, CustomParser = Given.ReadAmount };
    private readonly Option<decimal?> _limit = Given.Amount("--limit", "No worse than this price; with --stop, once the stop is reached", "PRICE");
    private readonly Option<decimal?> _stop = Given.Amount("--stop", "Only once this price is reached", "PRICE");
    private readonly Option<decimal?> _trailAmount = Given.Amount("--trail-amount", "A stop that follows the price at this distance", "AMOUNT");
    private readonly Option<decimal?> _trailPercent = Given.Amount("--trail-percent", "A stop that follows the price at this distance in per cent", "PERCENT");
    private readonly Option<TimeInForce?> _inForce = Given.OneOf<TimeInForce>("--tif", "How long it may wait (default: gtc, or gtd with --expires)");
    private readonly Option<Instant?> _expires = Given.Moment("--expires", "When it expires (UTC)");
    private readonly Option<bool> _postOnly = new("--post-only") { Description = "Only if it waits in the book first" };
    private readonly Option<bool> _reduceOnly = new("--reduce-only") { Description = "Only to make a position smaller" };
    private readonly Option<decimal?> _takeProfit = Given.Amount("--take-profit", "Makes it a bracket: the profit is taken at this limit", "PRICE");
    private readonly Option<decimal?> _stopLoss = Given.Amount("--stop-loss", "Makes it a bracket: the loss is cut at this stop; with --oco, the stop beside the limit", "PRICE");
    private readonly Option<bool> _oco = new("--oco") { Description = "--limit and --stop-loss are two orders, one of which cancels the other" };
    private readonly Option<string?> _lots = TradingOptions.Lots();
    private readonly Option<string?> _account = TradingOptions.Account("For which account (default: the only one, or the first paper one)");
    private readonly Option<string?> _tag = new("--tag") { Description = "A short reason, kept with the order", HelpName = "TEXT" };
    private readonly Option<string?> _key = TradingOptions.Key();
    private readonly Option<int?> _wait = TradingOptions.Wait();

    public void AddTo(Command command)
    {
        command.Arguments.Add(_symbol);
        command.Arguments.Add(_quantity);
        Option[] all = [_limit, _stop, _trailAmount, _trailPercent, _inForce, _expires, _postOnly, _reduceOnly, _takeProfit, _stopLoss, _oco, _lots, _account, _tag, _key, _wait];
        foreach (var option in all) command.Options.Add(option);
    }

    /// <exception cref="UsageException">What was typed makes no order.</exception>
    public NewOrder Read(ParseResult parsed, OrderSide side)
    {
        var (limit, stop, trailAmount, trailPercent) = (parsed.GetValue(_limit), parsed.GetValue(_stop), parsed.GetValue(_trailAmount), parsed.GetValue(_trailPercent));
        var (takeProfit, stopLoss, expires) = (parsed.GetValue(_takeProfit), parsed.GetValue(_stopLoss), parsed.GetValue(_expires));
        var quantity = parsed.GetValue(_quantity) ?? 0m;
        if (quantity <= 0m) throw new UsageException($"QUANTITY is {quantity}; it is more than 0.");

        return new(
            parsed.GetValue(_account),
            parsed.GetRequiredValue(_symbol),
            side,
            TypeOf(limit, stop, trailAmount ?? trailPercent),
            new Quantity(quantity),
            TradingOptions.PriceOf(limit),
            TradingOptions.PriceOf(stop),
            trailAmount,
            trailPercent,
            parsed.GetValue(_inForce) ?? (expires is null ? TimeInForce.Gtc : TimeInForce.Gtd),
            TradingOptions.MomentOf("--expires", expires),
            parsed.GetValue(_postOnly),
            parsed.GetValue(_reduceOnly),
            parsed.GetValue(_oco) ? OrderGroupType.Oco : takeProfit is null && stopLoss is null ? null : OrderGroupType.Bracket,
            takeProfit is { } target ? new(new(target)) : null,
            stopLoss is { } loss ? new(new Price(loss)) : null,
            Tag: parsed.GetValue(_tag),
            IdempotencyKey: parsed.GetValue(_key),
            WaitMs: parsed.GetValue(_wait) ?? TradingOptions.UsualWaitMs,
            Lots: TradingOptions.LotsOf(parsed.GetValue(_lots)));
    }

    private static OrderType TypeOf(decimal? limit, decimal? stop, decimal? trail) => (limit, stop, trail) switch
    {
        (_, _, not null) when limit is not null || stop is not null => throw new UsageException("A trailing stop has a distance and no price: leave --limit and --stop out."),
        (_, _, not null) => OrderType.TrailingStop,
        (not null, not null, _) => OrderType.StopLimit,
        (not null, _, _) => OrderType.Limit,
        (_, not null, _) => OrderType.Stop,
        _ => OrderType.Market,
    };
}
