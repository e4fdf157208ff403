using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Closes a position, or part of it, at the market.</summary>
internal sealed class PositionCloseCommand(Surroundings surroundings)
{
    private readonly Argument<string> _position = PositionCommand.Position();
    private readonly Option<decimal?> _quantity = Given.Amount("--quantity", "How much of it (default: all)");
    private readonly Option<string?> _lots = TradingOptions.Lots();
    private readonly Option<string?> _key = TradingOptions.Key();
    private readonly Option<int?> _wait = TradingOptions.Wait();
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("close", "Close a position, or part of it, at the market") { _position, _quantity, _lots, _key, _wait, _json };
        command.SetAction(Close);
        return command;
    }

    private async Task<int> Close(ParseResult parsed, CancellationToken ct)
    {
        var quantity = parsed.GetValue(_quantity);
        if (quantity <= 0m) throw new UsageException($"--quantity is {quantity}; it is more than 0.");
        await using var session = await surroundings.Open(parsed, ct);
        var close = new PositionClose(
            parsed.GetRequiredValue(_position), quantity is { } some ? new Quantity(some) : null, parsed.GetValue(_key), parsed.GetValue(_wait) ?? TradingOptions.UsualWaitMs, TradingOptions.LotsOf(parsed.GetValue(_lots)));
        return OrderText.Tell(await session.Get<ITrading>().ClosePosition(close, ct), parsed.GetValue(_json), session);
    }
}
