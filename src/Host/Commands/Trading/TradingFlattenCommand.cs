using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;
using Symbol = AlgoTrendy.Core.Instruments.Symbol;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Cancels what waits and closes what the venue says is held, after asking.</summary>
internal sealed class TradingFlattenCommand(Surroundings surroundings)
{
    private const int UsualWaitMs = 10_000;

    private readonly Option<string?> _account = TradingOptions.Account("Only this account (default: all)");
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Only this symbol, as the position has it", HelpName = "TICKER.VENUE" };
    private readonly Option<int?> _wait = Given.OptionalCount("--wait", $"How many milliseconds to wait for the venue (default: {UsualWaitMs}, which is the most)");
    private readonly Option<bool> _yes = TradingOptions.Yes();
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("flatten", "Cancel what waits and close what the venue says is held") { _account, _symbol, _wait, _yes, _json };
        command.SetAction(Flatten);
        return command;
    }

    /// <summary>What came of a stop.</summary>
    public static int Tell(StopReport report, bool isJson)
    {
        if (isJson) Screen.Document(report);
        if (report.Refusal is { } refusal) return Refused.Tell(refusal);

        if (!isJson)
        {
            Screen.Say($"{Figures.Count(report.Cancelled, "order")} cancelled{(report.Closing.Count > 0 ? $"; closing with {string.Join(", ", report.Closing)}" : "")}.");
            foreach (var left in report.Left) Screen.Warn(left);
            Screen.Say(report.IsClean ? report.Left.Count == 0 ? "Nothing is left." : "Nothing is left that can be sold." : "Not everything is gone: look again, or at the venue.");
        }

        return report.IsClean ? ExitCode.Success : ExitCode.Failure;
    }

    private async Task<int> Flatten(ParseResult parsed, CancellationToken ct)
    {
        var (account, symbol) = (parsed.GetValue(_account), ReadSymbol(parsed.GetValue(_symbol)));
        if (!parsed.GetValue(_yes))
        {
            if (!Screen.CanAsk) throw new UsageException("Positions are closed at the market, and nobody is there to be asked: say --yes.");
            if (!Screen.Confirm($"Cancel the orders and close the positions of {account ?? "all accounts"}{(symbol is { } one ? $" in {one}" : "")}?"))
            {
                Screen.Remark("Nothing was done.");
                return ExitCode.Failure;
            }
        }

        await using var session = await surroundings.Open(parsed, ct);
        var report = await Screen.Wait("Cancels and closes.", () => session.Get<ITrading>().Flatten(new(account, symbol, parsed.GetValue(_wait) ?? UsualWaitMs), ct));
        return Tell(report, parsed.GetValue(_json));
    }

    private static Symbol? ReadSymbol(string? text) =>
        text is null ? null : Symbol.TryParse(text, out var symbol) ? symbol : throw new UsageException($"--symbol is '{text}'; here it is TICKER.VENUE in capitals, as in BTCUSDT.SIM.");
}
