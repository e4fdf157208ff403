using AlgoTrendy.Host;
using AlgoTrendy.Platform.Serving;

// The house: its modules, and the port of each where it runs alone. One process serves any set of them (--modules); all together listen on 9000.
Room[] house = [];

return await new CommandLine(house).Run(args);
