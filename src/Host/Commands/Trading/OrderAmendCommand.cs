using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Changes a waiting order.</summary>
internal sealed class OrderAmendCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which order" };
    private readonly Option<decimal?> _quantity = Given.Amount("--quantity", "The whole, what has traded included");
    private readonly Option<decimal?> _limit = Given.Amount("--limit", "The new limit", "PRICE");
    private readonly Option<decimal?> _stop = Given.Amount("--stop", "The new stop", "PRICE");
    private readonly Option<decimal?> _trailAmount = Given.Amount("--trail-amount", "The new distance of a trailing stop", "AMOUNT");
    private readonly Option<decimal?> _trailPercent = Given.Amount("--trail-percent", "The new distance of a trailing stop in per cent", "PERCENT");
    private readonly Option<string?> _key = TradingOptions.Key();
    private readonly Option<int?> _wait = TradingOptions.Wait();
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("amend", "Change a waiting order; what is left out stays as it is") { _id, _quantity, _limit, _stop, _trailAmount, _trailPercent, _key, _wait, _json };
        command.SetAction(Amend);
        return command;
    }

    private async Task<int> Amend(ParseResult parsed, CancellationToken ct)
    {
        var quantity = parsed.GetValue(_quantity);
        if (quantity <= 0m) throw new UsageException($"--quantity is {quantity}; it is more than 0.");

        var amendment = new OrderAmendment(
            parsed.GetRequiredValue(_id), quantity is { } whole ? new Quantity(whole) : null, TradingOptions.PriceOf(parsed.GetValue(_limit)), TradingOptions.PriceOf(parsed.GetValue(_stop)),
            parsed.GetValue(_trailAmount), parsed.GetValue(_trailPercent), parsed.GetValue(_key), parsed.GetValue(_wait) ?? TradingOptions.UsualWaitMs);
        await using var session = await surroundings.Open(parsed, ct);
        return OrderText.Tell(await session.Get<ITrading>().AmendOrder(amendment, ct), parsed.GetValue(_json), session);
    }
}
