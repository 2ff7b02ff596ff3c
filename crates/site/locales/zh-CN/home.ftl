home-greeting = { $name }，您好
