using AlgoTrendy.Tests.Databases;
using Xunit.Runner.InProc.SystemConsole;
using Xunit.MicrosoftTestingPlatform;

return args switch
{
    [Victim.Command, .. var what] => await Victim.Run(what),
    _ when args.Any(arg => arg is "--server" or "--internal-msbuild-node") => await TestPlatformTestFramework.RunAsync(args, (_, _) => { }),
    _ => await ConsoleRunner.Run(args),
};
