using System.CommandLine;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands;

/// <summary>Runs a strategy on history and shows what came of it.</summary>
internal sealed class BacktestCommand(Surroundings surroundings)
{
    private readonly BacktestOptions _options = new();
    private readonly ResultFiles _files = new();

    public Command Create()
    {
        var command = new Command("backtest", "Run a strategy on history: algotrendy backtest ema-cross --symbol BTCUSDT.SIM");
        _options.AddTo(command);
        _files.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var request = _options.Read(parsed);
        _files.Check(parsed);

        await using var session = await surroundings.Open(parsed, ct);
        var backtesting = session.Get<IBacktesting>();
        var started = await backtesting.StartBacktest(request, ct);
        var id = await JobFollower.Finish(
            started, async (job, token) => (await backtesting.GetBacktest(job, token)).Job, job => backtesting.CancelBacktest(job, CancellationToken.None), ct);
        if (id is null) return ExitCode.Failure;

        var result = (await backtesting.GetResult(id, ct)).Result!;
        await _files.Write(parsed, result, () => ResultTable.Write(result, request.Strategy), async () => (await backtesting.GetReport(id, ct)).Html!, ct);
        return ExitCode.Success;
    }
}
