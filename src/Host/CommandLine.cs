using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using AlgoTrendy.Host.Commands;
using AlgoTrendy.Host.Commands.Portfolios;
using AlgoTrendy.Host.Commands.Risk;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Serving;

namespace AlgoTrendy.Host;

/// <summary>The command line: finds the command that is meant, runs it, and says in a sentence what went wrong.</summary>
internal sealed class CommandLine
{
    // Not a RootCommand: that one is named after the assembly, and people call the program algotrendy.
    private readonly Command _root = new("algotrendy", "AlgoTrendy: market data, history, strategies, backtests and trading in one program.");

    public CommandLine(IReadOnlyList<Room> house)
    {
        var surroundings = new Surroundings(house);
        var serve = new ServeCommand(surroundings);
        _root.Options.Add(new HelpOption());
        _root.Options.Add(new VersionOption());
        _root.Options.Add(surroundings.HomeOption);
        serve.AddTo(_root);
        _root.Subcommands.Add(serve.Create());
        _root.Subcommands.Add(new BacktestCommand(surroundings).Create());
        _root.Subcommands.Add(new OptimizeCommand(surroundings).Create());
        _root.Subcommands.Add(new StrategiesCommand(surroundings).Create());
        _root.Subcommands.Add(new DataCommand(surroundings).Create());
        _root.Subcommands.Add(new InstrumentsCommand(surroundings).Create());
        _root.Subcommands.Add(new LedgerCommand(surroundings).Create());
        _root.Subcommands.Add(new OrderCommand(surroundings).Create());
        _root.Subcommands.Add(new PositionCommand(surroundings).Create());
        _root.Subcommands.Add(new AccountCommand(surroundings).Create());
        _root.Subcommands.Add(new PortfolioCommand(surroundings).Create());
        _root.Subcommands.Add(new TradingCommand(surroundings).Create());
        _root.Subcommands.Add(new RiskCommand(surroundings).Create());
        _root.Subcommands.Add(new BrokersCommand(surroundings).Create());
        _root.Subcommands.Add(new BackupCommand(surroundings).Create());
        _root.Subcommands.Add(new RestoreCommand(surroundings).Create());
        _root.Subcommands.Add(new DatabaseCommand(surroundings).Create());
    }

    /// <returns>0 when it went well, 1 when not, 2 when what was typed makes no sense.</returns>
    public async Task<int> Run(string[] args)
    {
        var parsed = _root.Parse(args);
        if (parsed.Errors.Count > 0) return WrongUsage(Mistakes.Describe(parsed));
        if (Mistakes.MistakenForValue(parsed) is { } option) return WrongUsage([Mistakes.Unknown(parsed, option)]);

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        try
        {
            // The library's own handling would end the process while the server still puts things away.
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
        }
        catch (UsageException wrong)
        {
            return WrongUsage([wrong.Message]);
        }
        catch (SetupException failure)
        {
            return Fail(failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or TimeoutException)
        {
            return Fail(failure.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Fail("Stopped.");
        }
        catch (Exception fault) when (Environment.GetEnvironmentVariable("ALGOTRENDY_DEBUG") is null)
        {
            return Fail($"This should not happen: {fault.GetType().Name}: {fault.Message} (ALGOTRENDY_DEBUG=1 shows where.)");
        }
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        // Not here: what is cancelled puts signal handlers away, and would wait for this one to end.
        _ = stop.CancelAsync();
    }

    private static int Fail(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return ExitCode.Failure;
    }

    private static int WrongUsage(IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences) Console.Error.WriteLine(sentence);
        return ExitCode.WrongUsage;
    }
}
