home-greeting = Hello, { $name }
