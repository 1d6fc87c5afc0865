<?php

require "postbox";
